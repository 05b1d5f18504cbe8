# What analysis says.

# A wait in words.
analysis-slept = { $who }: sen przez { $length }
analysis-has-slept = { $who }: sen już od { $length }
analysis-waited = { $who }: czekanie przez { $length }
analysis-has-waited = { $who }: czekanie już od { $length }
analysis-for = na { $name }
analysis-for-end = na koniec wątku { $name }
analysis-held-by = trzyma { $names }
analysis-in-queue = { $place } w kolejce
analysis-overtaken = { $count ->
    [one] wyprzedzenie: raz
   *[other] wyprzedzenia: { $count } razy
}
analysis-woken-by = budzi { $name }
analysis-still-waits = i wciąż trwa
analysis-nobody-woke = nikt nie obudził: minął czas albo przerwano przebieg
analysis-the-gil = GIL
analysis-some = { $kind }
analysis-of-line = { $kind } z wiersza { $line }
analysis-and = { $most } i { $last }

analysis-state-not-started = jeszcze nie ruszył
analysis-state-ended = zakończony
analysis-state-running = działa
analysis-state-sleeping = śpi
analysis-state-stopped = na punkcie przerwania
analysis-state-data = czeka na dane
analysis-state-signal = czeka na sygnał
analysis-state-gil = czeka na GIL
analysis-state-lock = zablokowany na blokadzie
