# What plots says.
