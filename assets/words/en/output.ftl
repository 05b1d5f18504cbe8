# What output says.
