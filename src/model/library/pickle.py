"""Values as bytes and back, in CPython's format (protocol 4, in one frame)."""

from copy import _refuse, _set_state, _state
from struct import pack, unpack
import _sys
import builtins
import types

__all__ = ["PickleError", "PicklingError", "UnpicklingError", "Pickler", "Unpickler", "dump",
           "dumps", "load", "loads", "HIGHEST_PROTOCOL", "DEFAULT_PROTOCOL"]

HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 4

# Items that one instruction adds.
_BATCH = 1000
# Shorter contents have no frame.
_FRAME_MIN = 4


class PickleError(Exception):
    """Base of this module's errors."""


class PicklingError(PickleError):
    """The value cannot be pickled."""


class UnpicklingError(PickleError):
    """The bytes are not what pickling gives."""


PickleError.__module__ = PicklingError.__module__ = UnpicklingError.__module__ = "_pickle"


class _Writer:
    """One value on its way to bytes. What was written before is referred to by its number: strings
    by what they say, everything else by identity."""

    def __init__(self):
        self.parts = []
        self.memo = {}
        self.kept = []

    def put(self, *parts):
        self.parts += parts

    def remember(self, key, value):
        self.put(b"\x94")
        self.memo[key] = len(self.memo)
        self.kept.append(value)

    def save(self, value):
        kind = type(value)
        if value is None:
            return self.put(b"N")
        if kind is bool:
            return self.put(b"\x88" if value else b"\x89")
        if kind is int:
            return self.put(_int_code(value))
        if kind is float:
            return self.put(b"G", pack(">d", value))
        key = ("text", value) if kind is str or kind is bytes else ("object", id(value))
        at = self.memo.get(key)
        if at is not None:
            return self.put(b"h" + bytes([at]) if at < 256 else b"j" + pack("<I", at))
        if kind is str or kind is bytes:
            self.put(_text_code(value))
            return self.remember(key, value)
        saver = _SAVERS.get(kind)
        if saver is not None:
            return saver(self, value, key)
        if isinstance(value, type) or isinstance(value, types.FunctionType) \
                or isinstance(value, types.BuiltinFunctionType):
            return self.save_global(value, key)
        return self.save_instance(value, key)

    def save_tuple(self, value, key):
        if not value:
            return self.put(b")")
        if len(value) > 3:
            self.put(b"(")
        for item in value:
            self.save(item)
        self.put((b"\x85", b"\x86", b"\x87")[len(value) - 1] if len(value) <= 3 else b"t")
        self.remember(key, value)

    def save_list(self, value, key):
        self.put(b"]")
        self.remember(key, value)
        self.batches(list(value), b"a", b"e")

    def save_dict(self, value, key):
        self.put(b"}")
        self.remember(key, value)
        self.batches(list(value.items()), b"s", b"u")

    def batches(self, items, one, many):
        for at in range(0, len(items), _BATCH):
            batch = items[at:at + _BATCH]
            if len(batch) > 1:
                self.put(b"(")
            for item in batch:
                for part in item if one == b"s" else (item,):
                    self.save(part)
            self.put(one if len(batch) == 1 else many)

    def save_set(self, value, key):
        self.put(b"\x8f")
        self.remember(key, value)
        items = list(value)
        for at in range(0, len(items), _BATCH):
            self.put(b"(")
            for item in items[at:at + _BATCH]:
                self.save(item)
            self.put(b"\x90")

    def save_frozenset(self, value, key):
        self.put(b"(")
        for item in value:
            self.save(item)
        self.put(b"\x91")
        self.remember(key, value)

    def save_global(self, value, key):
        name = getattr(value, "__qualname__", value.__name__)
        if "<locals>" in name:
            raise AttributeError("Can't pickle local object %r" % name)
        module = value.__module__
        if _found(module, name) is not value:
            raise PicklingError("Can't pickle %r: attribute lookup %s on %s failed"
                                % (value, name, module))
        self.save(module)
        self.save(name)
        self.put(b"\x93")
        self.remember(key, value)

    def save_instance(self, value, key):
        kind = type(value)
        if hasattr(kind, "__reduce__") and kind.__reduce__ is not getattr(object, "__reduce__", 0):
            return self.save_reduced(value, value.__reduce__(), key)
        if isinstance(value, BaseException):
            return self.save_reduced(value, (kind, value.args), key)
        _refuse(value)
        arguments = ()
        if hasattr(kind, "__getnewargs__"):
            arguments = value.__getnewargs__()
        self.save(kind)
        self.save(arguments)
        self.put(b"\x81")
        self.remember(key, value)
        if isinstance(value, list):
            self.batches(list(value), b"a", b"e")
        if isinstance(value, dict):
            self.batches(list(value.items()), b"s", b"u")
        state = _state(value)
        if state or hasattr(kind, "__getstate__") and state is not None:
            self.save(state)
            self.put(b"b")

    def save_reduced(self, value, reduced, key):
        self.save(reduced[0])
        self.save(reduced[1])
        self.put(b"R")
        self.remember(key, value)
        if len(reduced) > 2 and reduced[2] is not None:
            self.save(reduced[2])
            self.put(b"b")


_SAVERS = {
    tuple: _Writer.save_tuple, list: _Writer.save_list, dict: _Writer.save_dict,
    set: _Writer.save_set, frozenset: _Writer.save_frozenset,
}


def _int_code(value):
    if 0 <= value < 256:
        return b"K" + bytes([value])
    if 0 <= value < 65536:
        return b"M" + pack("<H", value)
    if -(1 << 31) <= value < 1 << 31:
        return b"J" + pack("<i", value)
    size = value.bit_length() // 8 + 1
    if value < 0 and value == -(1 << (size * 8 - 9)):
        size -= 1
    data = value.to_bytes(size, "little", signed=True)
    return (b"\x8a" + bytes([size]) if size < 256 else b"\x8b" + pack("<i", size)) + data


def _text_code(value):
    is_text = isinstance(value, str)
    data = value.encode("utf-8") if is_text else value
    if len(data) < 256:
        return (b"\x8c" if is_text else b"C") + bytes([len(data)]) + data
    return (b"X" if is_text else b"B") + pack("<I", len(data)) + data


def _found(module, name):
    """What a module has under a dotted name, or None."""
    found = _sys.module_object(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    return found


def dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None):
    """The bytes of a value."""
    writer = _Writer()
    writer.save(obj)
    writer.put(b".")
    body = b"".join(writer.parts)
    frame = b"\x95" + pack("<Q", len(body)) if len(body) >= _FRAME_MIN else b""
    return b"\x80\x04" + frame + body


def dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None):
    """Writes the bytes of a value to a file."""
    file.write(dumps(obj))


def loads(data, /, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=()):
    """The value that bytes stand for."""
    return _Reader(bytes(data)).value()


def load(file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=()):
    """The next value of a file."""
    start = file.tell()
    reader = _Reader(file.read())
    found = reader.value()
    file.seek(start + reader.at)
    return found


class Pickler:
    """Writes values to a file."""

    def __init__(self, file, protocol=None, *, fix_imports=True, buffer_callback=None):
        self._file = file

    def dump(self, obj):
        dump(obj, self._file)


class Unpickler:
    """Reads values from a file."""

    def __init__(self, file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=()):
        self._file = file

    def load(self):
        return load(self._file)


_CONSTANTS = {b"N": None, b"\x88": True, b"\x89": False}
_EMPTY = {b")": tuple, b"]": list, b"}": dict, b"\x8f": set}
_NUMBERS = {b"K": ("<B", 1), b"M": ("<H", 2), b"J": ("<i", 4), b"G": (">d", 8)}
_TEXTS = {b"\x8c": 1, b"X": 4, b"C": 1, b"B": 4}
_TUPLES = {b"\x85": 1, b"\x86": 2, b"\x87": 3}


class _Reader:
    """Bytes on their way to a value."""

    def __init__(self, data):
        self.data = data
        self.at = 0
        self.stack = []
        self.marks = []
        self.memo = []

    def take(self, count):
        part = self.data[self.at:self.at + count]
        if len(part) < count:
            raise EOFError("Ran out of input") if self.at == 0 \
                else UnpicklingError("pickle data was truncated")
        self.at += count
        return part

    def number(self, count):
        return int.from_bytes(self.take(count), "little")

    def since_mark(self):
        at = self.marks.pop()
        items = self.stack[at:]
        del self.stack[at:]
        return items

    def value(self):
        while True:
            code = self.take(1)
            if code == b".":
                return self.stack.pop()
            self.step(code)

    def step(self, code):
        push = self.stack.append
        if code == b"\x80":
            self.take(1)
        elif code == b"\x95":
            self.take(8)
        elif code in _CONSTANTS:
            push(_CONSTANTS[code])
        elif code in _EMPTY:
            push(_EMPTY[code]())
        elif code in _NUMBERS:
            form, size = _NUMBERS[code]
            push(unpack(form, self.take(size))[0])
        elif code in _TEXTS:
            data = self.take(self.number(_TEXTS[code]))
            push(data if code in (b"C", b"B") else data.decode("utf-8"))
        elif code == b"\x8a" or code == b"\x8b":
            size = self.number(1 if code == b"\x8a" else 4)
            push(int.from_bytes(self.take(size), "little", signed=True))
        elif code == b"\x94":
            self.memo.append(self.stack[-1])
        elif code == b"h" or code == b"j":
            push(self.memo[self.number(1 if code == b"h" else 4)])
        elif code == b"(":
            self.marks.append(len(self.stack))
        elif code in _TUPLES:
            count = _TUPLES[code]
            items = tuple(self.stack[-count:])
            del self.stack[-count:]
            push(items)
        else:
            self.build(code, push)

    def build(self, code, push):
        if code == b"t":
            push(tuple(self.since_mark()))
        elif code == b"\x91":
            push(frozenset(self.since_mark()))
        elif code == b"a" or code == b"e":
            items = [self.stack.pop()] if code == b"a" else self.since_mark()
            self.stack[-1].extend(items)
        elif code == b"\x90":
            items = self.since_mark()
            self.stack[-1].update(items)
        elif code == b"s" or code == b"u":
            items = [self.stack.pop(), self.stack.pop()][::-1] if code == b"s" \
                else self.since_mark()
            for at in range(0, len(items), 2):
                self.stack[-1][items[at]] = items[at + 1]
        elif code == b"\x93":
            name, module = self.stack.pop(), self.stack.pop()
            found = _found(module, name)
            if found is None:
                raise AttributeError("Can't get attribute %r on %r"
                                     % (name, _sys.module_object(module)))
            push(found)
        elif code == b"\x81":
            arguments, kind = self.stack.pop(), self.stack.pop()
            push(kind.__new__(kind, *arguments))
        elif code == b"R":
            arguments, function = self.stack.pop(), self.stack.pop()
            push(function(*arguments))
        elif code == b"b":
            state = self.stack.pop()
            _set_state(self.stack[-1], state)
        else:
            raise UnpicklingError("invalid load key, %r." % code.decode("latin-1"))
