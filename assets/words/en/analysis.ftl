# What analysis says.
