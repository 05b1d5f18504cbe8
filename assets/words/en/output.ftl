# What output says.

output-find = Find in the output
output-all-threads = All threads
output-prefix = Name the thread
output-errors = Only errors
output-follow = Follow
output-follow-tip = Stay at the newest line.
output-dropped = { $count ->
    [one] { $count } older line is no longer kept
   *[other] { $count } older lines are no longer kept
}
output-found = { $count ->
    [one] { $count } line
   *[other] { $count } lines
}
output-empty = What the script prints appears here.
output-whose = Lines of
