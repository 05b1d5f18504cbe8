"""Numbers as bytes."""

import _binary

__all__ = ["Struct", "calcsize", "error", "iter_unpack", "pack", "unpack", "unpack_from"]


class error(Exception):
    """A format or a value is wrong."""


_SIZES = {"x": 1, "c": 1, "b": 1, "B": 1, "?": 1, "h": 2, "H": 2, "i": 4, "I": 4, "l": 4, "L": 4,
          "q": 8, "Q": 8, "n": 8, "N": 8, "P": 8, "f": 4, "d": 8, "s": 1, "p": 1}
_INTS = "bBhHiIlLqQnNP"


class _Plan:
    """A format: byte order, and (letter, count, bytes, gap before) for each item."""

    def __init__(self, format):
        if isinstance(format, bytes):
            format = format.decode("ascii")
        native = True
        self.order = "little"
        body = format
        if format[:1] in ("@", "=", "<", ">", "!"):
            native = format[0] == "@"
            self.order = "big" if format[0] in ">!" else "little"
            body = format[1:]
        self.items = []
        self.size = 0
        self.values = 0
        count = ""
        for char in body:
            if char.isspace():
                continue
            if char.isdigit():
                count += char
                continue
            if char not in _SIZES or char in "nNP" and not native:
                raise error("bad char in struct format")
            self._add(char, int(count) if count else 1, native)
            count = ""
        if count:
            raise error("repeat count given without format specifier")

    def _add(self, char, count, native):
        size = 8 if native and char in "lL" else _SIZES[char]
        gap = -self.size % size if native and char not in "xcbB?sp" else 0
        self.size += gap + size * count
        self.items.append((char, count, size, gap))
        if char in "sp":
            self.values += 1
        elif char != "x":
            self.values += count


_plans = {}


def _plan(format):
    plan = _plans.get(format)
    if plan is None:
        plan = _plans[format] = _Plan(format)
    return plan


def _int_bytes(value, char, size, order):
    if not isinstance(value, int):
        if not hasattr(type(value), "__index__"):
            raise error("required argument is not an integer")
        value = value.__index__()
    signed = char in "bhilqn"
    low = -(1 << size * 8 - 1) if signed else 0
    high = (1 << size * 8 - signed) - 1
    if not low <= value <= high:
        if size in (1, 2):
            name = {"b": "byte", "B": "ubyte", "h": "short", "H": "ushort"}[char]
            raise error("%s format requires %d <= number <= %d" % (name, low, high))
        if size == 8:
            raise error("int too large to convert" if value > 0 or signed
                        else "argument out of range")
        raise error("%r format requires %d <= number <= %d" % (char, low, high))
    return value.to_bytes(size, order, signed=signed)


def _item_bytes(value, char, size, order):
    if char in _INTS:
        return _int_bytes(value, char, size, order)
    if char == "?":
        return b"\x01" if value else b"\x00"
    if char == "c":
        if not isinstance(value, bytes) or len(value) != 1:
            raise error("char format requires a bytes object of length 1")
        return value
    if not isinstance(value, (int, float)):
        raise error("required argument is not a float")
    data = _binary.float_to_bytes(float(value), size)
    return data if order == "little" else data[::-1]


def pack(format, /, *values):
    """The values as bytes."""
    plan = _plan(format)
    if len(values) != plan.values:
        raise error("pack expected %d items for packing (got %d)" % (plan.values, len(values)))
    parts = []
    at = 0
    for char, count, size, gap in plan.items:
        parts.append(bytes(gap))
        if char == "x":
            parts.append(bytes(count))
        elif char == "s":
            if not isinstance(values[at], (bytes, bytearray)):
                raise error("argument for 's' must be a bytes object")
            parts.append(bytes(values[at][:count]) + bytes(max(0, count - len(values[at]))))
            at += 1
        elif char == "p":
            text = values[at][:min(count - 1, 255)]
            parts.append(bytes([len(text)]) + text + bytes(count - 1 - len(text)))
            at += 1
        else:
            for _ in range(count):
                parts.append(_item_bytes(values[at], char, size, plan.order))
                at += 1
    return b"".join(parts)


def _value(data, char, order):
    if char in _INTS:
        return int.from_bytes(data, order, signed=char in "bhilqn")
    if char == "?":
        return data != b"\x00"
    if char == "c":
        return bytes(data)
    return _binary.float_from_bytes(data if order == "little" else data[::-1])


def unpack(format, buffer, /):
    """The values that bytes hold."""
    plan = _plan(format)
    if len(buffer) != plan.size:
        raise error("unpack requires a buffer of %d bytes" % plan.size)
    buffer = bytes(buffer)
    values = []
    at = 0
    for char, count, size, gap in plan.items:
        at += gap
        if char == "s":
            values.append(buffer[at:at + count])
        elif char == "p":
            values.append(buffer[at + 1:at + 1 + min(buffer[at], count - 1)])
        elif char != "x":
            for number in range(count):
                start = at + number * size
                values.append(_value(buffer[start:start + size], char, plan.order))
        at += count * size
    return tuple(values)


def unpack_from(format, /, buffer, offset=0):
    """The values that stand at a place in bytes."""
    size = calcsize(format)
    if len(buffer) - offset < size:
        raise error("unpack_from requires a buffer of at least %d bytes for unpacking %d bytes at"
                    " offset %d (actual buffer size is %d)"
                    % (size + offset, size, offset, len(buffer)))
    return unpack(format, buffer[offset:offset + size])


def iter_unpack(format, buffer, /):
    """The values of each piece of bytes."""
    size = calcsize(format)
    if len(buffer) % size:
        raise error("iterative unpacking requires a buffer of a multiple of %d bytes" % size)
    for at in range(0, len(buffer), size):
        yield unpack(format, buffer[at:at + size])


def calcsize(format, /):
    """How many bytes a format makes."""
    return _plan(format).size


class Struct:
    """A format."""

    def __init__(self, format):
        self.format = format
        self.size = calcsize(format)

    def pack(self, *values):
        """The values as bytes."""
        return pack(self.format, *values)

    def unpack(self, buffer):
        """The values that bytes hold."""
        return unpack(self.format, buffer)

    def unpack_from(self, buffer, offset=0):
        """The values that stand at a place in bytes."""
        return unpack_from(self.format, buffer, offset)

    def iter_unpack(self, buffer):
        """The values of each piece of bytes."""
        return iter_unpack(self.format, buffer)
