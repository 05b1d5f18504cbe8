# What findings says.
