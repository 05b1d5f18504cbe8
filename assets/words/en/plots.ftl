# What plots says.
plots-press-run = Press Run. { $help }
plots-computing = Counting { $events } events...
plots-newest-part = (Of the newest { $span } only, while the run goes on.)
plots-all-threads = all threads
plots-longest = longest
plots-sum = sum
plots-legend-more = and { $count } more
plots-legend-entry = { $name }: choose
plots-at = { $name }: { $value }
plots-moment = at { $time }
plots-of = of
plots-of-most = the most used
plots-of-all = everything
plots-part = In { $from } to { $to }, as the timeline shows it.
plots-part-chosen = In the chosen range, { $from } to { $to }.
plots-part-all = Show all
plots-log = Log counts
plots-log-help = Draw counts by their logarithm, so that rare durations show.
plots-chart = { $title }. { $headline }

plots-contention = Contention
plots-contention-help = How many threads wait for each lock, queue or signal; high and long is a bottleneck.
plots-contention-none = No thread waited for anything here.
plots-contention-waiters = threads waiting
plots-contention-share = share of the time in which anyone waits
plots-contention-headline = { $name } was waited for most: { $mean } threads on average, at most { $most }, during { $share } of the time.

plots-throughput = Throughput
plots-throughput-help = Work done a second. Under the GIL the total stays that of one thread.
plots-throughput-none = No work was recorded here.
plots-throughput-rounds = loop rounds a second
plots-throughput-steps = steps on locks and queues a second
plots-throughput-headline = { $mean } { $what } on average, all threads together.

plots-parallelism = Parallelism
plots-parallelism-help = What the threads do over time; the lowest band is how many run at once: never more than one under the GIL.
plots-parallelism-none = No thread lived here.
plots-parallelism-label = threads
plots-parallelism-headline = { $running } of { $alive } threads ran on average.

plots-levels = Levels
plots-levels-help = How full queues are and how many permits semaphores have left; the pale band reaches up to the highest level.
plots-levels-none = This run uses no queue and no semaphore.
plots-levels-label = items, permits
plots-levels-more = { $count ->
    [one] { $count } more is not shown; choose it to see it.
   *[other] { $count } more are not shown; choose one to see it.
}

plots-holds = Hold times
plots-holds-help = How long a lock was held each time; short holds make short waits.
plots-holds-none = No lock was held here.
plots-holds-label = holds of { $name }, by duration
plots-holds-headline = { $count ->
    [one] { $name } was held once, for { $half }.
   *[other] { $name } was held { $times } times: half of them at most { $half }, 99 of 100 at most { $rare }.
}

plots-waits = Wait times
plots-waits-help = How long threads waited for a lock, queue or signal; a long tail is starvation.
plots-waits-none = No thread waited for anything here.
plots-waits-label = waits for { $name }, by duration
plots-waits-headline = { $count ->
    [one] { $name } was waited for once, for { $half }.
   *[other] { $name } was waited for { $times } times: half of them at most { $half }, 99 of 100 at most { $rare }.
}

plots-spread-bar = { $from } to { $to }: { $count ->
    [one] { $count } time
   *[other] { $count } times
}, { $share }

plots-fairness = Fairness
plots-fairness-help = How often each thread got a lock, and who was passed over by threads that came later.
plots-fairness-none = No lock was used here.
plots-fairness-label = times { $name } was taken, by thread
plots-fairness-even = even: { $count }
plots-fairness-jain = { $name }: Jain's fairness index { $index } (1 is fair).
plots-fairness-bypass = Longest bypass: { $count ->
    [one] one later comer went before { $thread }.
   *[other] { $count } later comers went before { $thread }.
}
plots-fairness-in-line = Nobody was passed over.
plots-fairness-over = passed over { $count ->
    [one] once
   *[other] { $count } times
}
plots-fairness-says = { $thread }: { $text }

plots-blame = Who made whom wait
plots-blame-help = Each row is a thread that waited, each column who held what it waited for. Click a number to see the longest such wait.
plots-blame-none = No thread waited for another here.
plots-blame-none-of = No thread waited for { $name } here.
plots-blame-headline = { $waiter } waited { $time } because of { $cause }.
plots-blame-only = Only { $name } is counted.
plots-blame-left-out = { $count ->
    [one] One thread with less is left out.
   *[other] { $count } threads with less are left out.
}
plots-blame-nobody = nobody
plots-blame-rows = who waited
plots-blame-columns = because of
plots-blame-says = { $waiter } waited { $time } because of { $cause }, in { $waits ->
    [one] one wait; it was for { $object }.
   *[other] { $waits } waits; the longest took { $longest }, for { $object }.
}

plots-graph = Wait-for graph
plots-graph-help = Who waits for whom at the chosen moment, or now. A circle of arrows is a deadlock.
plots-graph-none = Nobody holds or waits for anything at { $when }. Choose a moment on the timeline to see who waited then.
plots-graph-headline = { $count ->
    [0] Nobody waits at { $when }.
    [one] One thread waits at { $when }.
   *[other] { $count } threads wait at { $when }.
}
plots-graph-deadlock = Deadlock since { $since }: { $who }
plots-graph-held = held by
plots-graph-waits = waits for
plots-graph-left-out = and { $count } more
plots-graph-end-of = end of { $name }

plots-cpu = Processor time
plots-cpu-help = Processor time of each thread against the time it ran or could run, and how often it was switched, as the operating system counts them.
plots-cpu-none = No processor time was sampled here: samples are taken about every 40 ms of a run on real threads.
plots-cpu-label = time in this stretch, by thread
plots-cpu-could = running or ready
plots-cpu-used = on a processor
plots-cpu-headline = The threads used { $used } of processor time; by the trace they ran or could run for { $could }: { $busy } processors busy on average.
plots-cpu-text = { $used } in { $alive } of life ({ $share })
plots-cpu-switches = { $voluntary } switches to wait, { $involuntary } forced
plots-cpu-says = { $thread } used { $used } of processor time in { $alive } of life; by the trace it ran or could run for { $could }. { $switches }

plots-processors = Processors
plots-processors-help = How many processors the threads keep busy, and how often the operating system switches between threads.
plots-processors-busy = processors busy
plots-processors-switches = context switches a second
plots-processors-headline = { $mean } processors were busy on average.

plots-compare-before = Before: { $name }
plots-compare-kept = Kept: { $name }
plots-compare-now = Now: { $name }
plots-compare-run = { $name } · { $length } · { $events } events
plots-compare-headline = { $one }: { $first }. { $other }: { $second } ({ $times }).
plots-compare-says = { $name }: { $first } ({ $one }), { $second } ({ $other })
plots-compare-unknown = not known
plots-compare-nothing = Nothing happened in these runs.
plots-compare-length = Length of the run
plots-compare-processor = Processor time
plots-compare-at-once = Threads running at once
plots-compare-state = All threads: { $state }
plots-compare-taken = Locks taken
plots-compare-waits = Waits for locks
plots-compare-longest = Longest wait for a lock
plots-compare-switches = Context switches
plots-compare-waited = Waited for { $name }
plots-compare-keep = Keep for comparison
plots-compare-when-over = The figures come when the run is over.
plots-compare-counting = Counting both runs...
plots-compare-empty = Run the script again, in another mode or changed: both runs then stand here, on one scale of time, with their figures in pairs.
plots-compare-run-again = This run is kept. Run the script again, in another mode or changed, or open a recorded run: it is compared with this one.
plots-compare-too-long = The run before had more than { $events } events: that is too much to keep unasked. Keep a run before the next one to compare them.
