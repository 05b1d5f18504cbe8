"""The package that holds concurrent.futures."""

# Set by the import of the submodule.
futures = None
