# What analysis says.

# A wait in words.
analysis-slept = { $who } slept { $length }
analysis-has-slept = { $who } has slept { $length }
analysis-waited = { $who } waited { $length }
analysis-has-waited = { $who } has waited { $length }
analysis-for = for { $name }
analysis-for-end = for { $name } to end
analysis-held-by = held by { $names }
analysis-in-queue = { $place } in the queue
analysis-overtaken = { $count ->
    [1] overtaken once
    [2] overtaken twice
   *[other] overtaken { $count } times
}
analysis-woken-by = woken by { $name }
analysis-still-waits = and still waits
analysis-nobody-woke = nobody woke it: it timed out or was stopped
analysis-the-gil = the GIL
analysis-some = a { $kind }
analysis-of-line = the { $kind } of line { $line }
analysis-and = { $most } and { $last }

analysis-state-not-started = not started
analysis-state-ended = ended
analysis-state-running = running
analysis-state-sleeping = sleeping
analysis-state-stopped = at a breakpoint
analysis-state-data = waiting for data
analysis-state-signal = waiting for a signal
analysis-state-gil = waiting for the GIL
analysis-state-lock = blocked on a lock
