"""Lists of numbers of one kind."""

import _binary

__all__ = ["array", "ArrayType"]

_SIZES = {"b": 1, "B": 1, "u": 4, "h": 2, "H": 2, "i": 4, "I": 4, "l": 8, "L": 8, "q": 8, "Q": 8,
          "f": 4, "d": 8}
_NAMES = {"b": "signed char", "B": "unsigned byte integer", "h": "signed short integer",
          "H": "unsigned short", "i": "signed integer", "I": "unsigned int"}

typecodes = "bBuhHiIlLqQfd"


class array:
    """A list of numbers of one kind. Each step on it is one step on a list."""

    def __init__(self, typecode, initializer=(), /):
        if typecode not in _SIZES:
            raise ValueError("bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)")
        self.typecode = typecode
        self.itemsize = _SIZES[typecode]
        self._items = []
        if isinstance(initializer, str) and typecode != "u":
            raise TypeError("cannot use a str to initialize an array with typecode %r" % typecode)
        if isinstance(initializer, (bytes, bytearray)):
            self.frombytes(initializer)
        else:
            self.extend(initializer)

    def _fit(self, value):
        code = self.typecode
        if code in "fd":
            if not isinstance(value, (int, float)):
                raise TypeError("must be real number, not %s" % type(value).__name__)
            value = float(value)
            return value if code == "d" else _binary.float_from_bytes(
                _binary.float_to_bytes(value, 4))
        if code == "u":
            if not isinstance(value, str) or len(value) != 1:
                raise TypeError("array item must be unicode character")
            return value
        if not isinstance(value, int):
            raise TypeError("%r object cannot be interpreted as an integer"
                            % type(value).__name__)
        bits = self.itemsize * 8
        low, high = (0, (1 << bits) - 1) if code in "BHILQ" else (
            -(1 << bits - 1), (1 << bits - 1) - 1)
        if low <= value <= high:
            return int(value)
        if code in _NAMES:
            side = "less than minimum" if value < low else "greater than maximum"
            raise OverflowError("%s is %s" % (_NAMES[code], side))
        raise OverflowError("Python int too large to convert to C long" if code in "lq"
                            else "can't convert negative value to unsigned int" if value < 0
                            else "Python int too large to convert to C unsigned long")

    def append(self, value, /):
        """Adds a number at the end."""
        self._items.append(self._fit(value))

    def extend(self, values, /):
        """Adds numbers at the end."""
        if isinstance(values, array):
            if values.typecode != self.typecode:
                raise TypeError("can only extend with array of same kind")
            self._items.extend(values._items)
            return
        for value in values:
            self._items.append(self._fit(value))

    fromlist = extend

    def insert(self, at, value, /):
        """Adds a number at a place."""
        self._items.insert(at, self._fit(value))

    def pop(self, at=-1, /):
        """Takes a number out."""
        if not self._items:
            raise IndexError("pop from empty array")
        if not -len(self._items) <= at < len(self._items):
            raise IndexError("pop index out of range")
        return self._items.pop(at)

    def remove(self, value, /):
        """Takes the first such number out."""
        if value not in self._items:
            raise ValueError("array.remove(x): x not in array")
        self._items.remove(value)

    def index(self, value, /):
        """Where the first such number is."""
        if value not in self._items:
            raise ValueError("array.index(x): x not in array")
        return self._items.index(value)

    def count(self, value, /):
        """How many such numbers there are."""
        return self._items.count(value)

    def reverse(self):
        """Turns the order round."""
        self._items.reverse()

    def tolist(self):
        """The numbers as a list."""
        return list(self._items)

    def tobytes(self):
        """The numbers as bytes."""
        import struct
        return struct.pack("<%d%s" % (len(self), self._letter()), *self._items)

    def frombytes(self, data, /):
        """Adds the numbers that bytes hold."""
        import struct
        if len(data) % self.itemsize:
            raise ValueError("bytes length not a multiple of item size")
        count = len(data) // self.itemsize
        self._items.extend(struct.unpack("<%d%s" % (count, self._letter()), data))

    def _letter(self):
        return {"l": "q", "L": "Q"}.get(self.typecode, self.typecode)

    def buffer_info(self):
        """A place in memory, and the length."""
        return (id(self._items), len(self._items))

    def __len__(self):
        return len(self._items)

    def __iter__(self):
        return iter(self._items)

    def __contains__(self, value):
        return value in self._items

    def _like(self, items):
        made = array(self.typecode)
        made._items = items
        return made

    def __getitem__(self, at):
        if isinstance(at, slice):
            return self._like(self._items[at])
        if not -len(self._items) <= at < len(self._items):
            raise IndexError("array index out of range")
        return self._items[at]

    def __setitem__(self, at, value):
        if isinstance(at, slice):
            if not isinstance(value, array):
                raise TypeError("can only assign array (not \"%s\") to array slice"
                                % type(value).__name__)
            self._items[at] = value._items
            return
        if not -len(self._items) <= at < len(self._items):
            raise IndexError("array assignment index out of range")
        self._items[at] = self._fit(value)

    def __delitem__(self, at):
        del self._items[at]

    def __add__(self, other):
        if not isinstance(other, array):
            raise TypeError("can only append array (not \"%s\") to array" % type(other).__name__)
        return self._like(self._items + other._items)

    def __iadd__(self, other):
        self.extend(other)
        return self

    def __mul__(self, count):
        return self._like(self._items * count)

    __rmul__ = __mul__

    def __eq__(self, other):
        return self._items == other._items if isinstance(other, array) else NotImplemented

    def __lt__(self, other):
        return self._items < other._items if isinstance(other, array) else NotImplemented

    def __le__(self, other):
        return self._items <= other._items if isinstance(other, array) else NotImplemented

    def __gt__(self, other):
        return self._items > other._items if isinstance(other, array) else NotImplemented

    def __ge__(self, other):
        return self._items >= other._items if isinstance(other, array) else NotImplemented

    __hash__ = None

    def __repr__(self):
        if not self._items:
            return "array(%r)" % self.typecode
        held = "".join(self._items) if self.typecode == "u" else self._items
        return "array(%r, %r)" % (self.typecode, held)


ArrayType = array
