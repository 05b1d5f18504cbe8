# What timeline says.
