# What gallery says.
