"""`bytearray`: bytes that can be changed, as a list of numbers. Each step is one step on the list."""


class bytearray:
    """Bytes that can be changed."""

    __module__ = "builtins"

    def __init__(self, source=b"", encoding=None, errors="strict"):
        if isinstance(source, str):
            if encoding is None:
                raise TypeError("string argument without an encoding")
            source = source.encode(encoding, errors)
        elif isinstance(source, int):
            source = bytes(source)
        self._items = list(source) if isinstance(source, (bytes, bytearray)) else [
            _byte(item) for item in source]

    @classmethod
    def fromhex(cls, string, /):
        """The bytes that hexadecimal digits stand for."""
        return cls(bytes.fromhex(string))

    def __bytes__(self):
        return bytes(self._items)

    def __len__(self):
        return len(self._items)

    def __iter__(self):
        return iter(self._items)

    def __getitem__(self, at):
        if isinstance(at, slice):
            return bytearray(self._items[at])
        if not -len(self._items) <= at < len(self._items):
            raise IndexError("bytearray index out of range")
        return self._items[at]

    def __setitem__(self, at, value):
        if isinstance(at, slice):
            self._items[at] = bytearray(value)._items
            return
        if not -len(self._items) <= at < len(self._items):
            raise IndexError("bytearray index out of range")
        self._items[at] = _byte(value)

    def __delitem__(self, at):
        del self._items[at]

    def __contains__(self, part):
        if isinstance(part, int):
            return part in self._items
        return bytes(self).find(bytes(part)) >= 0

    def append(self, item, /):
        """Adds a byte at the end."""
        self._items.append(_byte(item))

    def extend(self, items, /):
        """Adds bytes at the end."""
        self._items.extend([_byte(item) for item in items])

    def insert(self, at, item, /):
        """Adds a byte at a place."""
        self._items.insert(at, _byte(item))

    def pop(self, at=-1, /):
        """Takes a byte out."""
        if not self._items:
            raise IndexError("pop from empty bytearray")
        return self._items.pop(at)

    def remove(self, item, /):
        """Takes the first such byte out."""
        if item not in self._items:
            raise ValueError("value not found in bytearray")
        self._items.remove(item)

    def reverse(self):
        """Turns the order round."""
        self._items.reverse()

    def clear(self):
        """Takes all bytes out."""
        self._items.clear()

    def copy(self):
        """Another one with the same bytes."""
        return bytearray(self._items)

    def decode(self, encoding="utf-8", errors="strict"):
        """The text that the bytes stand for."""
        return bytes(self).decode(encoding, errors)

    def hex(self, *args):
        """Two hexadecimal digits a byte."""
        return bytes(self).hex(*args)

    def find(self, part, *args):
        """Where a part begins, or -1."""
        return bytes(self).find(bytes(part) if not isinstance(part, int) else bytes([part]), *args)

    def count(self, part, /):
        """How often a part occurs."""
        return bytes(self).count(bytes(part) if not isinstance(part, int) else bytes([part]))

    def startswith(self, part, /):
        """Whether it begins so."""
        return bytes(self).startswith(bytes(part))

    def endswith(self, part, /):
        """Whether it ends so."""
        return bytes(self).endswith(bytes(part))

    def replace(self, old, new, /):
        """A copy with a part replaced."""
        return bytearray(bytes(self).replace(bytes(old), bytes(new)))

    def upper(self):
        """A copy in upper case."""
        return bytearray(bytes(self).upper())

    def lower(self):
        """A copy in lower case."""
        return bytearray(bytes(self).lower())

    def strip(self, *args):
        """A copy without blanks at the ends."""
        return bytearray(bytes(self).strip(*args))

    def split(self, *args):
        """The pieces between separators."""
        return [bytearray(part) for part in bytes(self).split(*args)]

    def join(self, parts, /):
        """The parts with this between them."""
        return bytearray(bytes(self).join([bytes(part) for part in parts]))

    def __add__(self, other):
        return bytearray(bytes(self) + bytes(_other(other, "concat")))

    def __iadd__(self, other):
        self._items.extend(list(_other(other, "concat")))
        return self

    def __mul__(self, count):
        return bytearray(self._items * count)

    __rmul__ = __mul__

    def __imul__(self, count):
        self._items *= count
        return self

    def __eq__(self, other):
        if isinstance(other, (bytes, bytearray)):
            return bytes(self) == bytes(other)
        return NotImplemented

    def __lt__(self, other):
        return bytes(self) < bytes(other) if isinstance(other, (bytes, bytearray)) else (
            NotImplemented)

    def __gt__(self, other):
        return bytes(self) > bytes(other) if isinstance(other, (bytes, bytearray)) else (
            NotImplemented)

    def __le__(self, other):
        return not self > other

    def __ge__(self, other):
        return not self < other

    __hash__ = None

    def __repr__(self):
        return "bytearray(%r)" % bytes(self)


def _byte(value):
    if not isinstance(value, int):
        raise TypeError("%r object cannot be interpreted as an integer" % type(value).__name__)
    if not 0 <= value < 256:
        raise ValueError("byte must be in range(0, 256)")
    return value


def _other(value, what):
    if not isinstance(value, (bytes, bytearray)):
        raise TypeError("can't concat %s to bytearray" % type(value).__name__)
    return value
