"""Abstract classes: a class with abstract methods left cannot be instantiated."""


def abstractmethod(funcobj):
    """Decorator: subclasses must define this."""
    try:
        funcobj.__isabstractmethod__ = True
    except AttributeError:
        pass
    return funcobj


class abstractproperty(property):
    """Old spelling of property over abstractmethod."""


def _is_abstract(value):
    if isinstance(value, property):
        return _is_abstract(value.fget) if value.fget is not None else False
    if isinstance(value, (classmethod, staticmethod)):
        value = value.__func__
    return getattr(value, "__isabstractmethod__", False)


def _abstract_names(cls):
    found = {}
    for base in reversed(cls.__mro__):
        for name, value in list(base.__dict__.items()):
            if name.startswith("__") and name in ("__dict__", "__doc__", "__module__"):
                continue
            found[name] = _is_abstract(value)
    return sorted([name for name in found if found[name]])


class ABCMeta(type):
    """The class of abstract classes."""

    def __call__(cls, *args, **kwargs):
        names = _abstract_names(cls)
        if names:
            plural = "s" if len(names) > 1 else ""
            raise TypeError("Can't instantiate abstract class %s with abstract method%s %s"
                            % (cls.__name__, plural, ", ".join(names)))
        return type.__call__(cls, *args, **kwargs)

    def register(cls, subclass):
        """Kept for its return value only."""
        return subclass


class ABC(metaclass=ABCMeta):
    """Base of abstract classes."""
