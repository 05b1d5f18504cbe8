# What timeline says.

# What one can ask of the timeline.
timeline-menu = Timeline
timeline-menu-look = Look
timeline-menu-choose = Choose
timeline-menu-lanes = Lanes
timeline-menu-marks = Marks
timeline-menu-find = Find
timeline-menu-travel = Time travel
timeline-do-fit = Zoom to the selection or the run
timeline-do-fit-tip = Show the chosen range or interval; again, or with nothing chosen, the whole run.
timeline-do-in = Zoom the timeline in
timeline-do-in-tip = Show less of the time, larger.
timeline-do-out = Zoom the timeline out
timeline-do-out-tip = Show more of the time, smaller.
timeline-do-back = Look earlier
timeline-do-back-tip = Move the view to earlier moments.
timeline-do-forward = Look later
timeline-do-forward-tip = Move the view to later moments.
timeline-do-live = Follow the live run
timeline-do-live-tip = Keep the newest moment in view, or stop doing so.
timeline-do-path = Critical path
timeline-do-path-tip = Show who kept the run waiting: the chain that made it last as long as it did.
timeline-do-previous = Previous interval
timeline-do-previous-tip = Choose the interval before, on the same lane.
timeline-do-next = Next interval
timeline-do-next-tip = Choose the interval after, on the same lane.
timeline-do-waker = Go to what woke it
timeline-do-waker-tip = Choose what the waking thread was doing then.
timeline-do-woken = Go to what it woke
timeline-do-woken-tip = Choose what the next woken thread did then.
timeline-do-range = Its time as a range
timeline-do-range-tip = The time of the chosen interval becomes the range, with its statistics.
timeline-do-up = Lane above
timeline-do-up-tip = Choose on the lane above.
timeline-do-down = Lane below
timeline-do-down-tip = Choose on the lane below.
timeline-do-copy = Copy table as CSV
timeline-do-copy-tip = Put the tables under the timeline on the clipboard.
timeline-do-clear = Choose nothing
timeline-do-clear-tip = Forget the selection, then the instant in view.
timeline-do-pin = Keep lane on top
timeline-do-pin-tip = Keep the chosen lane above the others, or stop doing so.
timeline-do-hide = Hide lane
timeline-do-hide-tip = Leave the chosen lane out.
timeline-do-lane-up = Move lane up
timeline-do-lane-up-tip = Put the chosen lane above its neighbour.
timeline-do-lane-down = Move lane down
timeline-do-lane-down-tip = Put the chosen lane below its neighbour.
timeline-do-show-all = Show all lanes
timeline-do-show-all-tip = Bring back hidden lanes and end the filter.
timeline-do-mark = Mark this moment
timeline-do-mark-tip = Put a mark at the cursor or the pointer, or take it away.
timeline-do-note = Note on the mark...
timeline-do-note-tip = Write something beside the nearest mark.
timeline-do-next-mark = Next mark
timeline-do-next-mark-tip = Go to the next mark.
timeline-do-previous-mark = Previous mark
timeline-do-previous-mark-tip = Go to the mark before.
timeline-do-find = Find in the timeline...
timeline-do-find-tip = Look for threads, objects, states and output by their words.
timeline-do-hit = Next hit
timeline-do-hit-tip = Go to the next place found.
timeline-do-previous-hit = Previous hit
timeline-do-previous-hit-tip = Go to the place found before.
timeline-do-event-back = Previous event
timeline-do-event-back-tip = Move the cursor to the event before; all views show that instant.
timeline-do-event = Next event
timeline-do-event-tip = Move the cursor to the next event; all views show that instant.
timeline-do-home = Beginning of the run
timeline-do-home-tip = Move the cursor to the first instant.
timeline-do-end = End of the run
timeline-do-end-tip = Move the cursor to the last instant.
timeline-do-play = Play the recorded run
timeline-do-play-tip = Let the cursor move through the run by itself, or hold it.
timeline-do-slower = Play slower
timeline-do-slower-tip = Let the cursor move more slowly.
timeline-do-faster = Play faster
timeline-do-faster-tip = Let the cursor move faster.
timeline-do-now = Back to live
timeline-do-now-tip = Leave the instant in view: all views show the newest one again.

# The panel.
timeline-name = { $lanes ->
    [one] Timeline, { $lanes } lane
   *[other] Timeline, { $lanes } lanes
}
timeline-empty = Press Run to see what each thread does, who holds each lock and who waits for it.
timeline-tab-range = Range
timeline-tab-interval = Interval
timeline-tab-path = Critical path
timeline-state-not-started = not started
timeline-state-ended = ended
timeline-state-running = running
timeline-state-sleeping = sleeping
timeline-state-stopped = stopped (breakpoint, pause)
timeline-state-not-recorded = not recorded
timeline-state-data = waiting for data
timeline-state-signal = waiting for a signal
timeline-state-join = waiting for the end of { $name }
timeline-state-gil = waiting for the GIL
timeline-state-lock = blocked on a lock
timeline-told-ran = { $name } ran for { $length }.
timeline-told-ended = { $name } had ended.
timeline-told-nobody = held by nobody
timeline-told-not-recorded = what happened to it was not recorded
timeline-told-held = held by { $names }
timeline-told-waiting = waiting: { $names }
timeline-place = from { $from }, { $length }
timeline-pointer-at = pointer at { $at }
timeline-sort-tip = Sort by { $column }
timeline-head-thread = thread
timeline-head-object = object
timeline-head-waiting-for = for { $name }
timeline-head-alive = alive
timeline-head-acquisitions = taken
timeline-head-refused = refused
timeline-head-given-up = given up
timeline-head-held-share = held
timeline-head-wait-share = waited for
timeline-head-most-waiters = most waiters
timeline-head-waits = waits
timeline-head-wait-total = wait total
timeline-head-wait-mean = wait mean
timeline-head-wait-min = wait min
timeline-head-wait-p50 = wait p50
timeline-head-wait-p90 = wait p90
timeline-head-wait-p99 = wait p99
timeline-head-wait-max = wait max
timeline-head-holds = holds
timeline-head-hold-total = hold total
timeline-head-hold-mean = hold mean
timeline-head-hold-min = hold min
timeline-head-hold-p50 = hold p50
timeline-head-hold-p90 = hold p90
timeline-head-hold-p99 = hold p99
timeline-head-hold-max = hold max
timeline-head-on-path = on the path
timeline-head-path-share = share
timeline-head-path-running = running
timeline-head-path-sleeping = sleeping
timeline-head-path-waiting = waiting
timeline-head-path-hand-over = hand-over
timeline-head-path-not-recorded = path not recorded
timeline-range-objects = Locks and queues
timeline-range-threads = Threads
timeline-range-nothing = Nothing happened in this range.
timeline-range-ends = { $from } to { $to }
timeline-counting = Counting; a long range takes a moment.
timeline-copy-csv = Copy as CSV
timeline-zoom-to-range = Zoom to it
timeline-close = Close
timeline-path-nothing = No thread has done anything yet.
timeline-path-following = Following the path back from the end of the run.
timeline-path-about = on the critical path: who kept the run waiting
timeline-path-source = From the end of the last thread back through what it ran, who woke or started it, and so on (Yang and Miller, 1988). Making anything beside the path faster does not end the run sooner.
timeline-path-cut = { $count ->
    [one] Only the last { $count } stretch was followed.
   *[other] Only the last { $count } stretches were followed.
}
timeline-path-longest = Longest stretches
timeline-path-ran = { $length }: { $thread } ran, from { $at }
timeline-path-slept = { $length }: { $thread } slept, from { $at }
timeline-path-waited = { $length }: { $thread } waited for { $object }, from { $at }
timeline-path-start = { $length }: { $thread } was being started, from { $at }
timeline-path-hand-over = { $length }: { $object } on its way to { $thread }, from { $at }
timeline-path-not-recorded = { $length }: of { $thread } nothing was recorded, from { $at }
timeline-wait-object = Waited for
timeline-wait-attempts = { $count ->
    [one] { $count } attempt
   *[other] { $count } attempts
}
timeline-wait-timed = with a time-out
timeline-wait-owner = Owner then
timeline-wait-place = Number { $place } in the queue, behind
timeline-wait-meanwhile = Held meanwhile by
timeline-wait-ended = Ended by
timeline-wait-line = line { $line }
timeline-wait-alone = nobody: it timed out, its time came, or it was stopped
timeline-wait-open = nobody yet: it still waits
timeline-wait-not-recorded = not known: what came next was not recorded
timeline-wait-more = { $count ->
    [one] and { $count } more
   *[other] and { $count } more
}
timeline-mark-at = Mark at { $at }; click to write a note
timeline-note = Note
timeline-mark-remove = Remove
timeline-ruler-tip = Click or drag: all views show that instant
timeline-cursor-at = Cursor at { $at }
timeline-lane-thread = Thread { $name }
timeline-lane-pin = Keep on top
timeline-lane-unpin = Do not keep on top
timeline-lane-fold = Fold what is inside
timeline-lane-open = Show what is inside ({ $count })
timeline-lane-open-first = Show what is inside (the first { $first } of { $count })
timeline-lane-hide = Hide
timeline-lane-only-like = Only lanes with this name
timeline-lane-state = { $state } at { $at }
timeline-lane-free = held by nobody, { $waiters } waiting
timeline-lane-held = held by { $names }, { $waiters } waiting
timeline-live = Live
timeline-fit = Fit
timeline-in-sight = { $span } in sight
timeline-play = Play
timeline-hold = Hold
timeline-at-instant = at { $at }: { $leave }
timeline-leave-live = back to live
timeline-leave-end = back to the end
timeline-filter = Filter lanes
timeline-filter-tip = Show only lanes with this in their name.
timeline-any-state = any state
timeline-find = Find
timeline-hit-of = { $place } of { $count }
timeline-hits = { $count ->
    [one] { $count } hit
   *[other] { $count } hits
}
timeline-hits-more = { $count } hits or more
timeline-show-filtered = Filter off
timeline-show-hidden = { $count ->
    [one] Show { $count } hidden
   *[other] Show { $count } hidden
}
timeline-lost = { $count ->
    [one] { $count } event not recorded
   *[other] { $count } events not recorded
}
timeline-lost-tip = The recorder had no room and let events go instead of slowing threads.
timeline-forgotten = { $count ->
    [one] { $count } oldest event forgotten
   *[other] { $count } oldest events forgotten
}
timeline-forgotten-tip = A long run keeps its newest events.
timeline-legend = Legend
timeline-keys = Keys
timeline-mouse = Mouse
timeline-wheel = Wheel
timeline-wheel-does = Scroll the lanes
timeline-ctrl-wheel = Ctrl + wheel
timeline-ctrl-wheel-does = Zoom at the pointer
timeline-drag = Drag
timeline-drag-does = Choose a range
timeline-ruler-drag = Drag on the ruler
timeline-ruler-drag-does = Move the cursor through time
timeline-name-drag = Drag a name
timeline-name-drag-does = Move the lane
timeline-middle-drag = Middle drag
timeline-middle-drag-does = Look elsewhere
timeline-double-click = Double click
timeline-double-click-does = Zoom to an interval
timeline-speed = Speed of playing
timeline-state-filter = Only lanes that were in this state
timeline-lane-variable = Variable { $name }
timeline-lane-shared = { $count ->
    [one] { $count } earlier thread had this lane: in a run of very many, ended threads lend theirs to new ones.
   *[other] { $count } earlier threads had this lane: in a run of very many, ended threads lend theirs to new ones.
}
timeline-range-waits = Longest waits
timeline-range-holds = Longest holds
timeline-range-none-such = There was none in this range.
timeline-head-length = length
timeline-head-from = from
timeline-head-waited-for = waited for
timeline-overview = All of the run
timeline-overview-tip = All of the run: time of threads that run, and above it of those that wait for locks. Drag the frame or its ends to look elsewhere, double-click to see all.
timeline-strip-drag = Drag on the strip
timeline-strip-drag-does = Show another part of the run
timeline-hit-of-more = { $place } of { $count } or more
