# differs: builtin functions have no docstring
"""The module's docstring."""


def documented():
    """What it does."""


class Documented:
    """What it is."""

    def method(self):
        "one line"


print(__doc__, documented.__doc__, Documented.__doc__, Documented.method.__doc__, __name__)
print((lambda: 0).__name__, documented.__qualname__, Documented.method.__qualname__)


def undocumented():
    pass


print(undocumented.__doc__, undocumented.__module__, print.__name__, len.__doc__ is None)
