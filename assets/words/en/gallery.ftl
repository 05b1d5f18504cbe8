# What gallery says.

gallery-welcome = See what threads do. Pick a scenario, press Run, and watch who held what and who waited for whom.
gallery-drop = or drop a Python file on this window
gallery-back = Back to the script
gallery-search = Search the presets
gallery-all-levels = All levels
gallery-level-only = Level { $level }
gallery-none = No preset has these words.
gallery-preset = Preset: { $title }
gallery-level = Level { $level } of 5
gallery-verdict-ok = runs well
gallery-verdict-deadlock = deadlock
gallery-verdict-lost-update = lost update
gallery-verdict-race = race
gallery-verdict-lost-signal = lost signal
gallery-verdict-livelock = livelock
gallery-verdict-starvation = starvation
gallery-verdict-inversion = priority inversion
gallery-verdict-contention = contention
gallery-recent = Recent:
gallery-all = All presets as cards
