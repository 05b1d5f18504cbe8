"""References that do not keep their objects, under CPython. Here an object lives until the next
collection anyway, and one that a weak reference may still ask for lives on: scripts that only
look things up through weak references behave the same."""

from _prelude import class_alias

__all__ = ["ref", "proxy", "getweakrefcount", "getweakrefs", "WeakKeyDictionary", "ReferenceType",
           "WeakValueDictionary", "WeakSet", "WeakMethod", "finalize"]

_REFUSED = (int, float, str, bytes, tuple, list, dict, bool, type(None))


class ref:
    """A reference to be called."""

    __class_getitem__ = class_alias

    def __init__(self, object, callback=None, /):
        if type(object) in _REFUSED:
            raise TypeError("cannot create weak reference to %r object" % type(object).__name__)
        self._object = object
        self.__callback__ = callback

    def __call__(self):
        return self._object

    def __eq__(self, other):
        return self._object == other._object if isinstance(other, ref) else NotImplemented

    def __hash__(self):
        return hash(self._object)

    def __repr__(self):
        return "<weakref at 0x%x; to %r at 0x%x>" % (
            id(self), type(self._object).__name__, id(self._object))


ref.__name__ = ref.__qualname__ = "weakref"
ReferenceType = ref
WeakMethod = ref


def proxy(object, callback=None, /):
    """The object itself."""
    if type(object) in _REFUSED:
        raise TypeError("cannot create weak reference to %r object" % type(object).__name__)
    return object


def getweakrefcount(object, /):
    """Weak references are not counted."""
    return 0


def getweakrefs(object, /):
    """Weak references are not listed."""
    return []


class WeakValueDictionary(dict):
    """A dict."""

    def __repr__(self):
        return "<WeakValueDictionary at 0x%x>" % id(self)

    def valuerefs(self):
        """References to the values."""
        return [ref(value) for value in self.values()]


class WeakKeyDictionary(dict):
    """A dict."""

    def __repr__(self):
        return "<WeakKeyDictionary at 0x%x>" % id(self)

    def keyrefs(self):
        """References to the keys."""
        return [ref(key) for key in self]


class WeakSet(set):
    """A set."""

    def __repr__(self):
        return "{" + ", ".join([repr(item) for item in self]) + "}"


class finalize:
    """Something to call at the end of the program, or when called."""

    _order = []

    def __init__(self, obj, func, /, *args, **kwargs):
        import atexit
        self._call = (obj, func, args, kwargs)
        self.atexit = True
        if not finalize._order:
            atexit.register(finalize._all)
        finalize._order.append(self)

    @classmethod
    def _all(cls):
        for one in reversed(list(cls._order)):
            if one.atexit:
                one()

    @property
    def alive(self):
        return self._call is not None

    def __call__(self):
        call, self._call = self._call, None
        if call is not None:
            return call[1](*call[2], **call[3])
        return None

    def detach(self):
        """Forgets the call; gives it."""
        call, self._call = self._call, None
        return call

    def peek(self):
        """What would be called."""
        return self._call
