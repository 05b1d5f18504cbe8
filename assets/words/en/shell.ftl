# What shell says.
