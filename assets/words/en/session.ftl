# What session says.
session-events = { $count ->
    [one] { $count } event
   *[other] { $count } events
}
