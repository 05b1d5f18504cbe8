# What session says.
session-events = { $count ->
    [one] { $count } event
   *[other] { $count } events
}

session-panel-palette = Palette
session-panel-presets = Presets
session-panel-canvas = Canvas
session-panel-code = Script
session-panel-timeline = Timeline
session-panel-contention = Contention
session-panel-throughput = Throughput
session-panel-plots = More plots
session-panel-wait-for = Wait-for graph
session-panel-compare = Compare runs
session-panel-findings = Findings
session-panel-output = Output

session-like-desktop = like the desktop
session-theme-light = light
session-theme-dark = dark

session-lost-is-gone = That work is not there any more: another window has opened it.
session-mode-free = Free
session-mode-free-tip = No global lock: all threads really run at the same time, as in free-threaded Python (3.13t and later).
session-mode-gil = GIL
session-mode-gil-tip = The global interpreter lock of CPython 3.2 and later: one thread runs Python code at a time and is asked to hand over after 5 ms.
session-mode-gil-ticks = GIL ticks
session-mode-gil-ticks-tip = The global interpreter lock of Python 2: one thread runs at a time and lets go every 100 instructions, whether or not anyone waits.
session-mode-refcount = Reference counts
session-mode-refcount-tip = No global lock, but every access counts a reference atomically, as in the "Gilectomy" of 2016: objects that all threads use become slow.
session-next-mode = The next run is in mode { $mode }.

session-why-running = It is running already.
session-why-stopping = The last run is still ending its threads.
session-why-starting = It is about to run.
session-why-problem = The script has an error that must be solved first; it is shown under the script.
session-not-kept-safe = Unsaved work is not being kept safe. { $why }

session-recorded-run = Recorded run ({ $mode })
session-looking = Looking for what went wrong
session-opening = Opening { $name }
session-open-failed = The file could not be read.
session-no-script = The recorded run { $file } does not hold its script.
session-not-a-trace = { $file } is no recorded run of Lockstep.
session-trace-newer = { $file } has version { $version }; this Lockstep reads versions up to { $known }. A newer Lockstep can open it.
session-trace-cut = { $file } is cut off: it ends at byte { $at }, in the middle. Was it copied whole?
session-trace-damaged = { $file } is damaged near byte { $at } and cannot be shown. Copy it again, or record the run again.
session-cancel = Cancel

# Breakpoints.
session-breakpoints-full = A script can have { $count } breakpoints; remove some first.

session-check-fault = Lockstep failed to understand this text; that is a fault of Lockstep.
session-check-fault-help = Undo the last change; the text itself is safe.
session-motion-reduced = Motion is reduced.
session-motion-full = Motion is shown again.

session-no-preset = There is no preset named "{ $name }".
session-saved = Saved { $file }.
session-name-taken = { $file } exists already. To replace it, choose it with its ending.
session-open-meanwhile = { $file } is read, but the script has been changed meanwhile. Save it, then open the run again.
session-undone = Undone: { $step }.
session-redone = Done again: { $step }.
session-step-typing = Typing
session-step-move = Move on the canvas
session-picture-is-older = The picture is of an earlier text: solve the error in the script first.
session-memory-limit = The script used more than its { $mib } MiB of memory.
session-time-limit = The run took as long as it may.

session-export-busy = Another export is still being written; try again in a moment.
session-export-not-started = The export could not be started: { $why }.
session-run-not-taken-in = The run was stopped: there is no thread to take in what it sends ({ $why }).
session-run-unseen = The run was stopped: a fault in Lockstep kept it from being shown. What was seen until then is kept; run the script again.
session-export-broke = The export of { $what } broke off: a fault in Lockstep, not in your script. Another format may work.
session-clipboard-picture = picture for the clipboard
session-exported = Exported to { $file }.
session-export-cancelled = The export was cancelled.
session-export-title = { $script }, mode { $mode }

session-file-unread = Cannot open { $file }: { $why }.
session-file-too-long = { $file } is { $size } MB long. Lockstep opens scripts of up to { $limit } MB; is this really a Python script?
session-file-not-utf8 = { $file } is not UTF-8 text: the first bad byte is on line { $line }. Save it as UTF-8 in your editor and open it again.
session-file-unwritten = Cannot save { $file }: { $why }. Nothing was changed; choose another place to save to.
session-why-folder = it is a folder
session-why-no-file = there is no such file or folder
session-why-no-permission = you have no permission to do that there
session-why-disk-full = the disk is full
session-why-disk-read-only = that disk is read-only

session-run-too-long = { $file } is { $size } MB long. Lockstep opens recorded runs of up to { $limit } MB.
