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
analysis-end-not-recorded = how it ended was not recorded
analysis-the-gil = the GIL
analysis-some = a { $kind }
analysis-of-line = the { $kind } of line { $line }
analysis-and = { $most } and { $last }

analysis-state-not-started = not started
analysis-state-ended = ended
analysis-state-running = running
analysis-state-sleeping = sleeping
analysis-state-stopped = stopped (breakpoint, pause)
analysis-state-not-recorded = not recorded
analysis-state-data = waiting for data
analysis-state-signal = waiting for a signal
analysis-state-gil = waiting for the GIL
analysis-state-lock = blocked on a lock

analysis-abandoned-title = Abandoned lock
analysis-chained-title = Chained wait
analysis-convoy-title = Convoy
analysis-daemon-title = Daemon cut off
analysis-deadlock-title = Deadlock
analysis-exception-title = Exception in a thread
analysis-forgotten-join-title = Forgotten join
analysis-hot-spot-title = Hot spot
analysis-livelock-title = Livelock
analysis-race-title = Race
analysis-starvation-title = Starvation
analysis-stuck-title = Standstill

analysis-abandoned = { $count ->
    [one] { $who } ended without giving back { $lock }, which { $names } waits for.
   *[other] { $who } ended without giving back { $lock }, which { $names } wait for.
}
analysis-abandoned-try = Use `with` instead of acquire() and release(): it gives the lock back also after a return or an exception.
analysis-chained = { $who } waited { $length } for { $lock }. Its holder, { $holder }, spent { $part } of that waiting for { $other } itself, until { $third } let it go on: so { $who } really waited for { $third }.
analysis-chained-try = Don't wait for { $other } while holding { $lock }. If { $who } matters more than { $third }, this is priority inversion: as long as { $holder } holds { $lock }, it should matter as much as { $who } (priority inheritance).
analysis-convoy = A queue of { $queue } threads stands at { $name } on average, and { $share } % of those who want it must wait: the threads run one after the other.
analysis-convoy-try = More threads won't help here: take { $name } less often, for example once for several items.
analysis-daemon = { $who } is a daemon: the program ended in the middle of its work.
analysis-daemon-held = { $who } is a daemon: the program ended while it held { $lock }.
analysis-daemon-try = If its work matters, don't make it a daemon, and join it before the end.
analysis-deadlock-time-out = Only a time-out can end this.
analysis-deadlock-others = So { $names } can never go on either.
analysis-deadlock-try = Take the locks in the same order in every thread, or take them with a time-out and give back what you hold.
analysis-deadlock-try-alone = A thread can't take a Lock that it already holds: use an RLock, or take it once.
analysis-deadlock-try-join = Let threads end before they are joined: give back locks before join(), and never join each other.
analysis-exception = { $who } was ended in line { $line } by { $error }.
analysis-exception-somewhere = { $who } was ended by { $error }.
analysis-exception-try = An exception ends only the thread in which it happens, and join() says nothing of it: catch it there, or use a pool, whose Future.result() raises it again.
analysis-forgotten-join = MainThread reads { $name } (line { $read }) at its end, while { $who } may still write it ({ $count ->
        [one] line
       *[other] lines
    } { $lines }): it did not wait for that with join().
analysis-forgotten-join-try = Found by trying the script aside. Call join() on { $who } before reading { $name }.
analysis-hot-spot = Threads spent { $share } % of the time in which they wanted to run waiting for { $name }: { $count } waits, { $wait } on average, while it was held for { $hold } at a time.
analysis-hot-spot-try = Hold { $name } for less: move work that needs no protection out of it, or split what it protects among several locks.
analysis-livelock = { $names } were in each other's way { $count } times in { $length }: each held what another one needed, gave up and tried again. All were busy, and none got on.
analysis-livelock-try = Let everybody wait for a different, random time before the next try, or take the locks in one fixed order and wait for them.
analysis-race = { $who } read and write { $name } ({ $count ->
        [one] line
       *[other] lines
    } { $lines }) with nothing that puts one before the other: an update can get lost.
analysis-race-more = { $names } and { $count ->
        [one] another one
       *[other] { $count } others
    }
analysis-race-try = Found by trying the script aside, so it holds whether or not it went wrong this time. Let one lock guard reading { $name } together with writing it.
analysis-starvation = { $who } waited { $length } for { $lock }; meanwhile others took it { $count } times, { $busiest } most often.
analysis-starvation-kept = { $who } waited { $length } for { $lock }, most of its life: { $holder } kept it meanwhile, and took other locks { $count } times.
analysis-starvation-kept-try = Who keeps a lock for a whole group, as the first of many readers does, keeps others out as long as somebody new comes: let newcomers queue behind who waits (a turnstile, one more lock), or hold it for less.
analysis-starvation-refused = { $who } tried to take { $lock } { $tries } times and { $taken ->
    [0] never got it
    [one] got it once
   *[other] got it { $taken } times
}; meanwhile others took it { $count } times, { $busiest } most often.
analysis-starvation-refused-try = Who only looks in now and then comes too late each time: wait for the lock (`with`, or acquire with a time-out) to have a place in its queue.
analysis-starvation-try = A Lock goes to whoever comes first after a release, usually the thread that just gave it back: do some work outside of it, or hand over with a Queue or a Condition.
analysis-stuck = Nobody is left to go on: { $each }.
analysis-stuck-condition = A notify that comes before the wait is lost: check a variable under the lock, in a loop around wait().
analysis-stuck-event = Nobody is left to set the event: set it on every path, also after an exception.
analysis-stuck-queue = Nobody is left to put or get: send one end marker (None) for each consumer, and call task_done() for each item.
analysis-stuck-barrier = Fewer threads arrive at the barrier than it was made for: compare the two numbers.
analysis-stuck-lock = It was taken and never given back: use it in a with statement.
analysis-stuck-other = Look at what each of them waits for: something must happen that no thread does any more.
analysis-holds-and = { $who } holds { $what } and
analysis-waits-for = { $who } waits for { $name }
analysis-waits-for-end = { $who } waits for { $name } to end
analysis-waits-for-held = { $who } waits for { $name }, held by { $holder }
