# What shell says.

shell-open-recent = Open recent
shell-output-count = Output ({ $count })
shell-findings-count = Findings ({ $count })

shell-keys = Keys
shell-keys-question = Show these keys
shell-close = Close
shell-mouse = Mouse
shell-mouse-wheel = Wheel
shell-mouse-wheel-does = Scroll
shell-mouse-ctrl-wheel = Ctrl+Wheel
shell-mouse-ctrl-wheel-does = Zoom at the pointer
shell-mouse-drag = Drag
shell-mouse-drag-does = Timeline: measure a range. Canvas: select; from the palette: add
shell-mouse-space = Space+Drag
shell-mouse-space-does = Canvas: move the view
shell-mouse-double = Double click
shell-mouse-double-does = Edit a step, rename a node, or add something on free canvas
shell-mouse-copy = Ctrl/Alt+drag
shell-mouse-copy-does = Copy steps or nodes on the canvas
shell-mouse-ctrl-click = Ctrl+click
shell-mouse-ctrl-click-does = Go to where a name of the script is defined
shell-mouse-escape = Escape
shell-mouse-escape-does = Give up what is being dragged
shell-version = Version { $version }
shell-about = A native playground for concurrency: open a Python threading script as a picture, run it on real OS threads, watch who held what.
shell-licences = Licences
shell-licences-find = Find a crate or a licence
shell-settings = Settings
shell-settings-find = Find a setting
shell-settings-size = Size of everything: { $percent } %

shell-ask-open = Open a script or a recorded run
shell-ask-save = Save the script
shell-ask-export = Export the timeline
shell-kind-both = Scripts and recorded runs
shell-kind-script = Python script
shell-kind-file = { $ending } file
shell-unsaved = Unsaved changes
shell-unsaved-text = { $script } has changes that are not saved.
shell-changed = The file has changed
shell-changed-text = Another program has changed { $file } since it was opened here. Saving would replace what it wrote.
shell-replace = Replace
shell-save-as = Save as…
shell-save-another = Not saved: another script is open now than the one that was to be saved.
shell-save = Save
shell-dont-save = Don't save
shell-cancel = Cancel
shell-no-file = a script that was in no file
shell-dialog-open = Another file dialog is still open: answer that one first.
shell-stopped-threads = Threads at breakpoints
shell-stopped-threads-tip = Which thread the next step is about.
shell-lost = Unsaved work was found
shell-lost-text = { $count ->
    [one] Lockstep did not end as it should. This script was not saved:
   *[other] Lockstep did not end as it should. These { $count } scripts were not saved:
}
shell-lost-none = There is no unsaved work.
shell-lost-thrown = Thrown away in the last { $days } days
shell-lost-empty = nothing but empty lines
shell-lost-open = Open
shell-lost-open-name = Open { $script }
shell-lost-discard = Throw away
shell-lost-discard-name = Throw { $script } away
shell-lost-discard-tip = It is kept for { $days } more days: File > Unsaved work.
shell-later = Later
shell-go-to-line = Go to line
shell-line-number = Line number
shell-go = Go
shell-path-hint = Name, or a whole path
shell-path-no-file = There is no file { $file }.
shell-path-no-folder = There is no folder { $folder }.
shell-path-name = File name
shell-path-above = ..  (folder above)
shell-older-run = Of an earlier script
shell-older-run-tip = The script was changed after this run. Run it again to see what it does now.
shell-path-cut = And { $count } more: type the name.
shell-path-recent = Opened lately
shell-path-exists = { $file } exists. Replace it?
shell-path-replace = Replace
shell-path-open = Open
shell-drop = Drop the script or the recorded run to open it

shell-run = Run
shell-resume = Resume
shell-pause = Pause
shell-stop = Stop
shell-speed = Speed
shell-speed-tip = Slow motion really slows the threads: each step takes longer.
shell-speed-slider-tip = Full speed on the right; the further to the left, the longer each step of a thread takes.
shell-speed-full = full
shell-speed-step = { $millis } ms a line
shell-not-saved = { $script } (not saved)
shell-in-no-file = in no file yet

shell-event-cost = { $nanos } ns an event
shell-event-cost-tip = What recording one event costs on this machine, measured when the window opened.
shell-events-lost = { $count ->
    [one] { $shown } event not recorded
   *[other] { $shown } events not recorded
}
shell-events-lost-tip = The recorder never makes a thread wait: when its ring is full it drops events and counts them.
shell-events = { $count ->
    [one] { $shown } event
   *[other] { $shown } events
}
shell-exporting = Exporting { $what }
shell-problem = Line { $line }: { $message }
shell-starting = Starting
shell-running = Running, mode { $mode }
shell-running-slow = Running in slow motion ({ $speed }), mode { $mode }
shell-paused = Paused, mode { $mode }
shell-stopping = Stopping: threads are on their way out
shell-pick = Pick a preset or open a script
shell-ready = Ready: press Run, or drag something from the palette
shell-at-breakpoints = At a breakpoint: { $list }
shell-at-line = { $who } (line { $line })
shell-last-words = Last printed: { $words }
shell-ended-found = The script came to its end, but see Findings: { $what }
shell-ended-well = The script came to its end
shell-ended-status = The script ended with exit status { $status }
shell-stopped = Stopped

shell-palette-hint = Type a part of a command's name
shell-palette-field = Find a command
shell-palette-none = No command has these letters.
shell-copy = Copy
shell-close-message = Close this message
shell-failed = That did not work
shell-stuck-cycle = Deadlock: { $links }.
shell-stuck-self = Deadlock: { $link }, which it holds itself.
shell-stuck-all = Every thread waits and none is left to wake them: { $links }.
shell-stuck-holds = { $who } holds { $held } and waits for { $wanted }
shell-stuck-waits = { $who } waits for { $wanted }
shell-stuck-end = the end of { $who }
shell-modes = How threads run
