# What canvas says.
canvas-canvas = Canvas
canvas-not-read-yet = The picture appears as soon as the script can be read.
canvas-minimap = Map of the whole picture

canvas-empty = This script creates no threads yet
canvas-empty-drag = Drag a thread or a primitive from the palette to this place,
canvas-empty-click = or click it there.
canvas-stale = The script has changed and cannot be read: this is the picture of the text before.
canvas-broken = The script cannot be read
canvas-broken-tip = Solve the error that is shown in the script; the picture follows.

canvas-section-threads = Threads
canvas-section-primitives = Primitives
canvas-section-steps = Steps
canvas-palette-search = Search the palette
canvas-palette-clear = Clear the search
canvas-palette-added = Added: { $what }. Ctrl+Z takes it back.
canvas-palette-nothing = Nothing is called that.
canvas-palette-drag = Drag it onto the canvas, or click to add it.
canvas-palette-drag-step = Drag it onto a thread's row, or click to add it to the selected thread.

canvas-recipe-worker = Thread
canvas-recipe-worker-tip = A thread that runs a new function.
canvas-recipe-cpu = CPU-bound thread
canvas-recipe-cpu-tip = A thread that computes without a pause.
canvas-recipe-io = I/O-bound thread
canvas-recipe-io-tip = A thread that waits most of the time.
canvas-recipe-producer = Producer
canvas-recipe-producer-tip = A thread that puts items into a queue.
canvas-recipe-consumer = Consumer
canvas-recipe-consumer-tip = A thread that takes items from a queue.
canvas-recipe-daemon = Daemon thread
canvas-recipe-daemon-tip = A thread that does not keep the script alive.
canvas-recipe-timer = Timer
canvas-recipe-timer-tip = A thread that starts after a delay.
canvas-recipe-pool = Thread pool
canvas-recipe-pool-tip = A few threads that share a list of jobs.

canvas-about-barrier = Threads wait here until a set number of them has come.
canvas-about-bounded-semaphore = A semaphore that notices when more is given back than was taken.
canvas-about-condition = A lock with a place to wait until another thread says that something has changed.
canvas-about-event = A flag that threads wait for until another thread sets it.
canvas-about-lifo-queue = A queue that gives out the newest item first.
canvas-about-lock = Only one thread can hold it; the others wait.
canvas-about-priority-queue = A queue that gives out the smallest item first.
canvas-about-queue = Items wait in line from one thread to another; a full or empty one makes threads wait.
canvas-about-rlock = A lock that its owner may take again; it must be given back as often.
canvas-about-semaphore = A number of permits: threads wait when none is left.
canvas-about-simple-queue = A queue without a limit, made of nothing but put and get.

canvas-shared-item = Shared variable
canvas-shared-item-tip = A variable that threads write: dropped on a row, the thread adds one to it there.
canvas-step-word = step
canvas-step-sleep = Sleep
canvas-step-sleep-tip = Sleeps, as waiting for a disk or a network would.
canvas-step-print = Print
canvas-step-print-tip = Prints a line.
canvas-step-compute = Compute
canvas-step-compute-tip = A loop that keeps the processor busy.
canvas-step-loop = Loop
canvas-step-loop-tip = An empty loop, to be filled with steps.
canvas-use-with = With lock
canvas-use-with-tip = Guards a step: a lock is taken before it and given back after it.
canvas-use-acquire-timeout = Acquire with time-out
canvas-use-acquire-timeout-tip = Waits for a lock, but not for ever.
canvas-use-try-acquire = Try to acquire
canvas-use-try-acquire-tip = Takes a lock if it is free, and goes on without it if not.
canvas-use-put = Put
canvas-use-put-tip = Puts an item into a queue; waits while the queue is full.
canvas-use-get = Get
canvas-use-get-tip = Takes an item from a queue; waits while the queue is empty.
canvas-use-wait = Wait
canvas-use-wait-tip = Waits for an event to be set, or for a condition to be notified.
canvas-use-notify = Notify
canvas-use-notify-tip = Wakes a thread that waits for a condition.
canvas-use-set = Set
canvas-use-set-tip = Sets an event: all threads that wait for it go on.
canvas-use-barrier = Wait at barrier
canvas-use-barrier-tip = Waits until all parties have come to the barrier.

canvas-plan-add = Add here: { $what }
canvas-plan-needs-step = Drop it on a step of a thread.
canvas-plan-guard-new = Guard "{ $step }" with a new { $kind }
canvas-plan-guard-with = Guard "{ $step }" with { $name }
canvas-plan-guard = Guard "{ $step }"
canvas-plan-use-new = Use a new { $kind } at "{ $step }"
canvas-plan-use = Use { $name } at "{ $step }"
canvas-plan-write = Write a shared variable here
canvas-plan-append = { $what }: at the end of { $thread }
canvas-plan-above = { $what }: above "{ $step }"
canvas-plan-below = { $what }: below "{ $step }"
canvas-plan-into = { $what }: first inside "{ $step }"
canvas-plan-copy-above = Copy { $what } above "{ $step }"
canvas-plan-move-above = Move { $what } above "{ $step }"
canvas-plan-copy-below = Copy { $what } below "{ $step }"
canvas-plan-move-below = Move { $what } below "{ $step }"
canvas-plan-copy-into = Copy { $what } into "{ $step }"
canvas-plan-move-into = Move { $what } into "{ $step }"
canvas-plan-connect = Connect { $thread } with { $name }
canvas-plan-copy = Put a copy here
canvas-plan-no-copy = The main program cannot be copied.
canvas-plan-quoted = "{ $step }"
canvas-plan-steps = { $count ->
    [one] { $count } step
   *[other] { $count } steps
}
canvas-plan-no-thread-wire = A wire goes from a thread to something that threads use.
canvas-plan-not-a-step = "{ $step }" is not a step of its own; use one inside it.
canvas-plan-unnameable = { $name } cannot be named in { $thread }. Pass it to the function as an argument first.

canvas-a-new = a new { $kind }
canvas-new-variable = a new variable
canvas-use-as = Use it here as
canvas-use-which = Which one?
canvas-use-how = How is { $name } used?
canvas-connect-to = Connect
canvas-exchange = Change { $name } to
canvas-instead = { $new } instead of { $old }
canvas-guard-with = Guard with
canvas-insert-below = Insert below
canvas-add-step = Add step at the end
canvas-add-thread = Add a thread
canvas-add-primitive = Add a primitive
canvas-move-up = Move up
canvas-move-down = Move down
canvas-unguard = Remove guard, keep what is in it
canvas-delete-block = Delete with all that is in it
canvas-go-to-line = Go to line
canvas-breakpoint = Breakpoint on or off
canvas-breakpoint-tip = Breakpoint: a thread that comes here stops.
canvas-row-breakpoint = , breakpoint
canvas-fit = Fit to window
canvas-zoom-fit = Fit
canvas-zoom-fit-tip = Show the whole picture (F)
canvas-zoom-in = Larger picture (+)
canvas-zoom-out = Smaller picture (-)
canvas-zoom-own = Picture in its own size (1)
canvas-add-here = Add here
canvas-edit-step = Edit step

canvas-port = Wire from { $name }
canvas-port-tip = Drag to what is to be used, or to who is to use it.
canvas-wire = Wire: { $thread } – { $name } ({ $how })
canvas-wire-delete = Delete wire

canvas-choose-row = Select a step of a thread first.
canvas-choose-thread = Select a thread or one of its steps first.
canvas-nothing-selected = Nothing is selected on the canvas.
canvas-select-several = Select at least two nodes first: with Shift and a click, or with a rectangle.
canvas-nothing-to-connect = There is nothing that this can be connected to.
canvas-no-wires = It has no wire that could be deleted.
canvas-many = many
canvas-no-group = There is no group to open.
canvas-not-deleted-here = The main thread is the script itself: it is deleted in the code.
canvas-line-shows-nothing = This line makes nothing that the canvas shows.

canvas-thread-name = Thread: { $name }
canvas-shared-name = Shared variable: { $name }
canvas-shared-value = Shared variable: { $name } = { $value }
canvas-shared-values = Shared variable: { $name } ({ $values })
canvas-shared = shared variable
canvas-flavour-main = the script itself
canvas-flavour-thread = Thread
canvas-flavour-subclass = Thread subclass
canvas-flavour-timer = Timer
canvas-flavour-pool = thread pool
canvas-daemon-mark = {" "}· daemon
canvas-fair-mark = {" "}· fair
canvas-no-steps = no steps found: see the code
canvas-more-steps = { $count ->
    [one] { $count } more step
   *[other] { $count } more steps
}
canvas-show-all = Show all steps of { $name }
canvas-group-open = Open group { $name }
canvas-group-close = Close group { $name }
canvas-more-members = and { $count } more
canvas-member-not-made = number { $number }, not made yet
canvas-not-made = not made yet
canvas-users = { $count ->
    [0] nobody uses it yet
    [one] used in one place
   *[other] used in { $count } places
}
canvas-stopped = stopped
canvas-thread-at = { $name }: { $state }, at line { $line }

canvas-free = free
canvas-event-set = set
canvas-event-clear = not set
canvas-barrier-level = { $here } of { $parties }
canvas-permits-left = { $count } left
canvas-level-arrived = { $count } arrived
canvas-level-depth = taken { $count ->
    [one] once
   *[other] { $count } times
}
canvas-level-items = { $count ->
    [one] 1 item
   *[other] { $count } items
}
canvas-held-by = held by { $names }
canvas-waiting = { $count } waiting: { $names }
canvas-rate = taken { $rate }

canvas-state-not-started = not started
canvas-state-running = running
canvas-state-gil = waiting for the GIL
canvas-state-lock = waiting for a lock
canvas-state-signal = waiting for a signal
canvas-state-data = waiting for data
canvas-state-sleeping = sleeping
canvas-state-stopped = stopped
canvas-state-not-recorded = not recorded
canvas-state-ended = ended

canvas-new-name = New name
canvas-new-function-name = New name of the function
canvas-thread-own-name = Thread name
canvas-property-variable = Name
canvas-property-name = Thread name
canvas-property-function = Function
canvas-property-args = Arguments
canvas-property-interval = Delay
canvas-property-workers = Workers
canvas-property-permits = Permits
canvas-property-parties = Parties
canvas-property-maxsize = Size limit
canvas-property-start = Start value
canvas-property-count = How many
canvas-daemon = Daemon
canvas-daemon-tip = The script does not wait for this thread before it ends.
canvas-fair = Fair
canvas-fair-tip = Who has waited longest is handed it. Otherwise, as in CPython, a newcomer may barge in. Only Lockstep obeys it: python3 takes it for a comment.
canvas-not-set = not set
canvas-no-properties = It has nothing to be changed here.
canvas-line = Line { $line }
