# What code says.
