# What export says.
export-state-not-started = jeszcze nie ruszył
export-state-ended = zakończony
export-state-running = działa
export-state-sleeping = śpi
export-state-data = czeka na dane
export-state-signal = czeka na sygnał
export-state-gil = czeka na GIL
export-state-lock = zablokowany na blokadzie
export-legend-owner = zajęte, w kolorze posiadacza
export-legend-level = poziom (elementy, pozwolenia)
export-legend-wakes = budzi
export-time = czas
