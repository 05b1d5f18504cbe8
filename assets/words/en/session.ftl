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
session-panel-findings = Findings
session-panel-output = Output

session-like-desktop = like the desktop
session-theme-light = light
session-theme-dark = dark

session-mode-free = Free
session-mode-free-tip = No global lock: all threads really run at the same time, as in free-threaded Python (3.13t and later).
session-mode-gil = GIL
session-mode-gil-tip = The global interpreter lock of CPython 3.2 and later: one thread runs Python code at a time and is asked to hand over after 5 ms.
session-mode-gil-ticks = GIL ticks
session-mode-gil-ticks-tip = The global interpreter lock of Python 2: one thread runs at a time and lets go every 100 instructions, whether or not anyone waits.
session-next-mode = The next run is in mode { $mode }.

session-why-running = It is running already.
session-why-stopping = The last run is still ending its threads.
session-why-starting = It is about to run.
session-why-problem = The script has an error that must be solved first; it is shown under the script.
session-not-kept-safe = Unsaved work is not being kept safe. { $why }
