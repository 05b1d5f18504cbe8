# What export says.
export-state-not-started = not started
export-state-ended = ended
export-state-running = running
export-state-sleeping = sleeping
export-state-data = waiting for data
export-state-signal = waiting for a signal
export-state-gil = waiting for the GIL
export-state-lock = blocked on a lock
export-legend-owner = held, in the colour of the holder
export-legend-level = level (items, permits)
export-legend-wakes = wakes
export-time = time
