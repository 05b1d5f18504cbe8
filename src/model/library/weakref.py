"""References that do not keep their objects.

A collection after the statements of the script finds out what ended (`_weak`).
"""

import _weak
from _prelude import class_alias

__all__ = ["ref", "proxy", "getweakrefcount", "getweakrefs", "WeakKeyDictionary", "ReferenceType",
           "ProxyType", "WeakValueDictionary", "WeakSet", "WeakMethod", "finalize"]

_REFUSED = (int, float, str, bytes, tuple, list, dict, bool, type(None))


def _check(object):
    if type(object) in _REFUSED:
        raise TypeError("cannot create weak reference to %r object" % type(object).__name__)


class ref:
    """A reference to be called: gives the object, or None when that is gone."""

    __class_getitem__ = class_alias

    def __new__(cls, object, callback=None, /, *args):
        _check(object)
        if callback is None and cls is ref:
            for known in _weak.references(object):
                if type(known) is ref and known.__callback__ is None:
                    return known
        self = super().__new__(cls)
        self.__callback__ = callback
        self._hash = None
        _weak.watch(self, object, callback is not None)
        return self

    def __init__(self, object, callback=None, /):
        pass

    def __call__(self):
        return _weak.target(self)

    def __eq__(self, other):
        if not isinstance(other, ref):
            return NotImplemented
        mine, theirs = _weak.target(self), _weak.target(other)
        if mine is None or theirs is None:
            return self is other
        return mine == theirs

    def __hash__(self):
        if self._hash is None:
            target = _weak.target(self)
            if target is None:
                raise TypeError("weak object has gone away")
            self._hash = hash(target)
        return self._hash

    def __repr__(self):
        target = _weak.target(self)
        if target is None:
            return "<weakref at 0x%x; dead>" % id(self)
        return "<weakref at 0x%x; to %r at 0x%x>" % (id(self), type(target).__name__, id(target))


ref.__name__ = ref.__qualname__ = "ReferenceType"
ReferenceType = ref


class WeakMethod(ref):
    """A reference to a bound method, which lives as long as its object."""

    def __new__(cls, meth, callback=None):
        self = super().__new__(cls, meth.__self__, callback)
        self._function = meth.__func__
        return self

    def __init__(self, meth, callback=None):
        pass

    def __call__(self):
        target = _weak.target(self)
        return None if target is None else self._function.__get__(target)

    def __eq__(self, other):
        return isinstance(other, WeakMethod) and self() == other()

    __hash__ = ref.__hash__


def _of(proxy):
    target = object.__getattribute__(proxy, "_ref")()
    if target is None:
        raise ReferenceError("weakly-referenced object no longer exists")
    return target


class ProxyType:
    """Stands for an object without keeping it."""

    def __init__(self, object, callback=None):
        own = super().__setattr__
        own("_ref", ref(object) if callback is None else ref(object, lambda _: callback(self)))

    def __getattr__(self, name):
        return getattr(_of(self), name)

    def __setattr__(self, name, value):
        setattr(_of(self), name, value)

    def __delattr__(self, name):
        delattr(_of(self), name)

    def __repr__(self):
        target = _of(self)
        return "<weakproxy at 0x%x to %s at 0x%x>" % (id(self), type(target).__name__, id(target))

    def __str__(self):
        return str(_of(self))

    def __bool__(self):
        return bool(_of(self))

    def __len__(self):
        return len(_of(self))

    def __iter__(self):
        return iter(_of(self))

    def __contains__(self, item):
        return item in _of(self)

    def __getitem__(self, key):
        return _of(self)[key]

    def __setitem__(self, key, value):
        _of(self)[key] = value

    def __delitem__(self, key):
        del _of(self)[key]

    def __eq__(self, other):
        return _of(self) == (_of(other) if isinstance(other, ProxyType) else other)

    def __lt__(self, other):
        return _of(self) < other

    def __add__(self, other):
        return _of(self) + other

    __hash__ = None


class CallableProxyType(ProxyType):
    """Stands for something that can be called."""

    def __call__(self, *args, **kwargs):
        return _of(self)(*args, **kwargs)


def proxy(object, callback=None, /):
    """Stands for an object without keeping it."""
    _check(object)
    return (CallableProxyType if callable(object) else ProxyType)(object, callback)


def getweakrefcount(object, /):
    """How many weak references there are to an object."""
    return len(_weak.references(object))


def getweakrefs(object, /):
    """The weak references to an object."""
    return _weak.references(object)


class _KeyedRef(ref):
    def __new__(cls, object, callback, key):
        self = super().__new__(cls, object, callback)
        self.key = key
        return self

    def __init__(self, object, callback, key):
        pass


class _Mapping:
    """What both dictionaries share: `_live()` gives the pairs that are still there."""

    def __init__(self, other=(), /, **kw):
        self.data = {}
        self.update(other, **kw)

    def __len__(self):
        return len(self._live())

    def __iter__(self):
        return iter([key for key, _ in self._live()])

    def __repr__(self):
        return "<%s at 0x%x>" % (type(self).__name__, id(self))

    def __eq__(self, other):
        return dict(self.items()) == dict(other.items())

    __hash__ = None

    def keys(self):
        """The keys that are still there."""
        return iter(self)

    def values(self):
        """The values that are still there."""
        return iter([value for _, value in self._live()])

    def items(self):
        """The pairs that are still there."""
        return iter(self._live())

    def get(self, key, default=None):
        """The value of a key, or `default`."""
        try:
            return self[key]
        except KeyError:
            return default

    def setdefault(self, key, default=None):
        """The value of a key, which becomes `default` if there is none."""
        if key not in self:
            self[key] = default
        return self[key]

    def pop(self, key, *default):
        """Takes a key out; gives its value."""
        try:
            value = self[key]
        except KeyError:
            if default:
                return default[0]
            raise
        del self[key]
        return value

    def popitem(self):
        """Takes the last pair out."""
        key, value = self._live()[-1]
        del self[key]
        return key, value

    def update(self, other=(), /, **kw):
        """Takes over the pairs of another mapping."""
        pairs = other.items() if hasattr(other, "items") else other
        for key, value in list(pairs) + list(kw.items()):
            self[key] = value

    def clear(self):
        """Takes everything out."""
        self.data.clear()

    def copy(self):
        """Another one with the same pairs."""
        return type(self)(self)

    __copy__ = copy


class WeakValueDictionary(_Mapping):
    """A dictionary whose entries go with their values."""

    def _live(self):
        found = [(key, reference()) for key, reference in self.data.copy().items()]
        return [(key, value) for key, value in found if value is not None]

    def __getitem__(self, key):
        value = self.data[key]()
        if value is None:
            raise KeyError(key)
        return value

    def __setitem__(self, key, value):
        data = self.data

        def remove(reference):
            if data.get(reference.key) is reference:
                del data[reference.key]
        self.data[key] = _KeyedRef(value, remove, key)

    def __delitem__(self, key):
        del self.data[key]

    def __contains__(self, key):
        return key in self.data and self.data[key]() is not None

    def valuerefs(self):
        """References to the values."""
        return list(self.data.values())


class WeakKeyDictionary(_Mapping):
    """A dictionary whose entries go with their keys."""

    def _live(self):
        found = [(reference(), value) for reference, value in self.data.copy().items()]
        return [(key, value) for key, value in found if key is not None]

    def __getitem__(self, key):
        return self.data[ref(key)]

    def __setitem__(self, key, value):
        self.data[ref(key, self._remover())] = value

    def __delitem__(self, key):
        del self.data[ref(key)]

    def __contains__(self, key):
        try:
            return ref(key) in self.data
        except TypeError:
            return False

    def _remover(self):
        data = self.data
        return lambda reference: data.pop(reference, None)

    def keyrefs(self):
        """References to the keys."""
        return list(self.data)


class WeakSet:
    """A set whose items may go."""

    def __init__(self, data=None):
        self.data = set()
        for item in data or ():
            self.add(item)

    def _live(self):
        found = [reference() for reference in self.data.copy()]
        return [item for item in found if item is not None]

    def __iter__(self):
        return iter(self._live())

    def __len__(self):
        return len(self._live())

    def __contains__(self, item):
        try:
            return ref(item) in self.data
        except TypeError:
            return False

    def __repr__(self):
        return repr(self.data)

    def add(self, item):
        """Takes an item in."""
        data = self.data
        self.data.add(ref(item, lambda reference: data.discard(reference)))

    def remove(self, item):
        """Takes an item out that must be there."""
        self.data.remove(ref(item))

    def discard(self, item):
        """Takes an item out."""
        self.data.discard(ref(item))

    def pop(self):
        """Takes some item out."""
        if not self._live():
            raise KeyError("pop from empty WeakSet")
        item = self._live()[0]
        self.discard(item)
        return item

    def clear(self):
        """Takes all items out."""
        self.data.clear()

    def copy(self):
        """Another one with the same items."""
        return WeakSet(self)

    def update(self, other):
        """Takes in the items of another."""
        for item in other:
            self.add(item)

    def union(self, other):
        """The items of both."""
        both = self.copy()
        both.update(other)
        return both

    __or__ = union

    def __eq__(self, other):
        return isinstance(other, WeakSet) and set(self) == set(other)

    __hash__ = None


class finalize:
    """Calls something when an object ends, at the end of the program, or when called itself."""

    _registry = {}

    def __init__(self, obj, func, /, *args, **kwargs):
        import atexit
        if not finalize._registry:
            atexit.unregister(finalize._all)
            atexit.register(finalize._all)
        self.atexit = True
        finalize._registry[id(self)] = (self, ref(obj, self._ended), func, args, kwargs)

    def _ended(self, reference):
        self()

    @classmethod
    def _all(cls):
        while cls._registry:
            entry = cls._registry.popitem()[1]
            if entry[0].atexit:
                try:
                    entry[2](*entry[3], **entry[4])
                except Exception as error:
                    import sys
                    sys.excepthook(type(error), error, error.__traceback__)

    @property
    def alive(self):
        """Whether the call is still to come."""
        return id(self) in finalize._registry

    def __call__(self, _=None):
        entry = finalize._registry.pop(id(self), None)
        if entry is not None:
            return entry[2](*entry[3], **entry[4])
        return None

    def detach(self):
        """Forgets the call; gives it."""
        found = self.peek()
        finalize._registry.pop(id(self), None)
        return found

    def peek(self):
        """What would be called: the object, the function and its arguments."""
        entry = finalize._registry.get(id(self))
        obj = entry[1]() if entry is not None else None
        return None if obj is None else (obj, entry[2], entry[3], entry[4])

    def __repr__(self):
        entry = finalize._registry.get(id(self))
        if entry is None:
            return "<%s object at 0x%x; dead>" % (type(self).__name__, id(self))
        obj = entry[1]()
        return "<%s object at 0x%x; for %r at 0x%x>" % (
            type(self).__name__, id(self), type(obj).__name__, id(obj))
