# What findings says.

findings-empty = Press Run: what goes wrong, and why, is explained here.
findings-calm = Nothing has gone wrong so far.
findings-ended-well = The script came to its end; nothing was found.
findings-ended-status = The script ended with exit status { $status }; its last words are in Output.
findings-stopped = The run was stopped; nothing was found until then.
findings-recorded = This is a recorded run; nothing was found in it.
findings-ending = The run is ending.
findings-tried-in-part = The run is long: races were looked for in its first part only.
findings-show = Show it on the timeline
findings-copy = Copy
