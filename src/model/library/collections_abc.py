"""What kinds of collections there are: classes to ask with isinstance() and to extend."""

from abc import ABCMeta, abstractmethod
from _prelude import class_alias

__all__ = ["Awaitable", "ByteString", "Callable", "Collection", "Container", "Coroutine",
           "Generator", "Hashable", "ItemsView", "Iterable", "Iterator", "KeysView", "Mapping",
           "MappingView", "MutableMapping", "MutableSequence", "MutableSet", "Reversible",
           "Sequence", "Set", "Sized", "ValuesView"]


class _Meta(ABCMeta):
    """A class whose instances are also those that have certain methods, or are of certain types."""

    def __instancecheck__(cls, instance):
        kind = type(instance)
        if cls in kind.__mro__:
            return True
        if isinstance(instance, cls.__dict__.get("_types", ())):
            return True
        for other in cls.__dict__.get("_registered", ()):
            if other in kind.__mro__:
                return True
        if cls.__dict__.get("_is_callable"):
            return callable(instance)
        methods = cls.__dict__.get("_methods")
        if methods is None or isinstance(instance, cls.__dict__.get("_never", ())):
            return False
        return all([getattr(kind, name, None) is not None for name in methods])

    def register(cls, subclass):
        """Makes a class count as one of these."""
        cls._registered = cls.__dict__.get("_registered", ()) + (subclass,)
        return subclass


class _Base(metaclass=_Meta):
    __slots__ = ()

    __class_getitem__ = class_alias


class Container(_Base):
    """Has `in`."""

    _methods = ("__contains__",)

    @abstractmethod
    def __contains__(self, item):
        return False


class Hashable(_Base):
    """Has a hash."""

    _methods = ("__hash__",)
    _never = (list, dict, set)

    @abstractmethod
    def __hash__(self):
        return 0


class Iterable(_Base):
    """Can be gone over."""

    _methods = ("__iter__",)

    @abstractmethod
    def __iter__(self):
        return iter(())


class Iterator(Iterable):
    """Gives its items one after the other."""

    _methods = ("__iter__", "__next__")

    @abstractmethod
    def __next__(self):
        raise StopIteration

    def __iter__(self):
        return self


class Reversible(Iterable):
    """Can be gone over backwards."""

    _methods = ("__reversed__", "__iter__")
    _types = (list, tuple, str, range, dict)


class Generator(Iterator):
    """Can be sent values."""

    _methods = ("__iter__", "__next__", "close", "send", "throw")


class Awaitable(_Base):
    """There are none here."""


class Coroutine(Awaitable):
    """There are none here."""


class Sized(_Base):
    """Has a length."""

    _methods = ("__len__",)

    @abstractmethod
    def __len__(self):
        return 0


class Callable(_Base):
    """Can be called."""

    _is_callable = True

    @abstractmethod
    def __call__(self, *args, **kwds):
        return None


class Collection(Sized, Iterable, Container):
    """Has a length, items and `in`."""

    _methods = ("__len__", "__iter__", "__contains__")


class Sequence(Reversible, Collection):
    """Items by their positions."""

    _methods = None
    _types = (list, tuple, str, range, bytes, bytearray)

    @abstractmethod
    def __getitem__(self, index):
        raise IndexError

    def __iter__(self):
        at = 0
        try:
            while True:
                yield self[at]
                at += 1
        except IndexError:
            return

    def __contains__(self, value):
        for item in self:
            if item is value or item == value:
                return True
        return False

    def __reversed__(self):
        for at in reversed(range(len(self))):
            yield self[at]

    def index(self, value, start=0, stop=None):
        """Where a value is first."""
        stop = len(self) if stop is None else stop
        for at in range(start, stop):
            if self[at] is value or self[at] == value:
                return at
        raise ValueError

    def count(self, value):
        """How often a value is there."""
        return sum([1 for item in self if item is value or item == value])


ByteString = Sequence


class MutableSequence(Sequence):
    """Items by their positions that can be changed."""

    _methods = None
    _types = (list, bytearray)

    @abstractmethod
    def __setitem__(self, index, value):
        raise IndexError

    @abstractmethod
    def __delitem__(self, index):
        raise IndexError

    @abstractmethod
    def insert(self, index, value):
        raise IndexError

    def append(self, value):
        """Adds a value at the end."""
        self.insert(len(self), value)

    def clear(self):
        """Takes all items out."""
        while len(self):
            self.pop()

    def reverse(self):
        """Turns the order round."""
        items = list(self)
        for at, item in enumerate(reversed(items)):
            self[at] = item

    def extend(self, values):
        """Adds values at the end."""
        for value in list(values):
            self.append(value)

    def pop(self, index=-1):
        """Takes an item out."""
        value = self[index]
        del self[index]
        return value

    def remove(self, value):
        """Takes the first such item out."""
        del self[self.index(value)]

    def __iadd__(self, values):
        self.extend(values)
        return self


class Set(Collection):
    """Items without an order, each once."""

    _methods = None
    _types = (set, frozenset, type({}.keys()), type({}.items()))

    @classmethod
    def _from_iterable(cls, items):
        return cls(items)

    def __le__(self, other):
        return len(self) <= len(other) and all([item in other for item in self])

    def __lt__(self, other):
        return len(self) < len(other) and self <= other

    def __ge__(self, other):
        return len(self) >= len(other) and all([item in self for item in other])

    def __gt__(self, other):
        return len(self) > len(other) and self >= other

    def __eq__(self, other):
        if not isinstance(other, Set):
            return NotImplemented
        return len(self) == len(other) and self <= other

    def __and__(self, other):
        return self._from_iterable([item for item in other if item in self])

    __rand__ = __and__

    def __or__(self, other):
        return self._from_iterable(list(self) + list(other))

    __ror__ = __or__

    def __sub__(self, other):
        return self._from_iterable([item for item in self if item not in other])

    def __xor__(self, other):
        return (self - other) | [item for item in other if item not in self]

    def isdisjoint(self, other):
        """Whether nothing is in both."""
        return not any([item in self for item in other])


class MutableSet(Set):
    """A set that can be changed."""

    _methods = None
    _types = (set,)

    @abstractmethod
    def add(self, value):
        raise NotImplementedError

    @abstractmethod
    def discard(self, value):
        raise NotImplementedError

    def remove(self, value):
        """Takes an item out that is there."""
        if value not in self:
            raise KeyError(value)
        self.discard(value)

    def pop(self):
        """Takes any item out."""
        for value in self:
            self.discard(value)
            return value
        raise KeyError

    def clear(self):
        """Takes all items out."""
        for value in list(self):
            self.discard(value)

    def __ior__(self, other):
        for value in list(other):
            self.add(value)
        return self

    def __isub__(self, other):
        for value in list(other):
            self.discard(value)
        return self


class Mapping(Collection):
    """Values by their keys."""

    _methods = None
    _types = (dict,)

    @abstractmethod
    def __getitem__(self, key):
        raise KeyError

    def get(self, key, default=None):
        """A key's value, or another one."""
        try:
            return self[key]
        except KeyError:
            return default

    def __contains__(self, key):
        try:
            self[key]
        except KeyError:
            return False
        return True

    def keys(self):
        """The keys."""
        return KeysView(self)

    def items(self):
        """Pairs of key and value."""
        return ItemsView(self)

    def values(self):
        """The values."""
        return ValuesView(self)

    def __eq__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        return dict(self.items()) == dict(other.items())


class MutableMapping(Mapping):
    """Values by their keys that can be changed."""

    _methods = None
    _types = (dict,)
    __marker = object()

    @abstractmethod
    def __setitem__(self, key, value):
        raise KeyError

    @abstractmethod
    def __delitem__(self, key):
        raise KeyError

    def pop(self, key, default=__marker):
        """Takes a key's value out."""
        try:
            value = self[key]
        except KeyError:
            if default is self.__marker:
                raise
            return default
        del self[key]
        return value

    def popitem(self):
        """Takes a pair out."""
        for key in self:
            value = self[key]
            del self[key]
            return key, value
        raise KeyError

    def clear(self):
        """Takes all pairs out."""
        for key in list(self):
            del self[key]

    def update(self, other=(), /, **kwds):
        """Takes over the pairs of another."""
        if isinstance(other, Mapping) or hasattr(other, "keys"):
            for key in other.keys():
                self[key] = other[key]
        else:
            for key, value in other:
                self[key] = value
        for key in kwds:
            self[key] = kwds[key]

    def setdefault(self, key, default=None):
        """A key's value, set first if there is none."""
        try:
            return self[key]
        except KeyError:
            self[key] = default
        return default


class MappingView(Sized):
    """A part of a mapping."""

    _methods = None
    _types = (type({}.keys()), type({}.values()), type({}.items()))

    def __init__(self, mapping):
        self._mapping = mapping

    def __len__(self):
        return len(self._mapping)

    def __repr__(self):
        return "%s(%r)" % (type(self).__name__, self._mapping)


class KeysView(MappingView, Set):
    """The keys of a mapping."""

    _methods = None
    _types = (type({}.keys()),)

    @classmethod
    def _from_iterable(cls, items):
        return set(items)

    def __contains__(self, key):
        return key in self._mapping

    def __iter__(self):
        return iter(self._mapping)


class ItemsView(MappingView, Set):
    """The pairs of a mapping."""

    _methods = None
    _types = (type({}.items()),)

    @classmethod
    def _from_iterable(cls, items):
        return set(items)

    def __contains__(self, item):
        key, value = item
        return key in self._mapping and self._mapping[key] == value

    def __iter__(self):
        for key in self._mapping:
            yield (key, self._mapping[key])


class ValuesView(MappingView, Collection):
    """The values of a mapping."""

    _methods = None
    _types = (type({}.values()),)

    def __contains__(self, value):
        return any([held is value or held == value for held in self])

    def __iter__(self):
        for key in self._mapping:
            yield self._mapping[key]
