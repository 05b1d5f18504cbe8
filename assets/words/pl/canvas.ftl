# What canvas says.
