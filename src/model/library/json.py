"""JSON texts and Python values."""

__all__ = ["dump", "dumps", "load", "loads", "JSONDecoder", "JSONDecodeError", "JSONEncoder"]


class JSONDecodeError(ValueError):
    """What is wrong in a JSON text, and where."""

    __module__ = "json.decoder"

    def __init__(self, msg, doc, pos):
        lineno = doc.count("\n", 0, pos) + 1
        colno = pos - doc.rfind("\n", 0, pos)
        super().__init__("%s: line %d column %d (char %d)" % (msg, lineno, colno, pos))
        self.msg = msg
        self.doc = doc
        self.pos = pos
        self.lineno = lineno
        self.colno = colno


# -------------------------------------------------------------------- writing

_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b",
          "\f": "\\f"}


def _quoted(text, ensure_ascii):
    plain = text.isascii() or not ensure_ascii
    if plain and text.isprintable() and '"' not in text and "\\" not in text:
        return '"' + text + '"'
    parts = ['"']
    for char in text:
        code = ord(char)
        if char in _SHORT:
            parts.append(_SHORT[char])
        elif code < 32 or (code > 126 and ensure_ascii and code < 0x10000):
            parts.append("\\u%04x" % code)
        elif code > 126 and ensure_ascii:
            code -= 0x10000
            parts.append("\\u%04x\\u%04x" % (0xd800 | code >> 10, 0xdc00 | code & 0x3ff))
        else:
            parts.append(char)
    parts.append('"')
    return "".join(parts)


class JSONEncoder:
    """Makes JSON texts; a subclass says with `default` what becomes of other objects."""

    item_separator = ", "
    key_separator = ": "

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True,
                 sort_keys=False, indent=None, separators=None, default=None):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ","
        if default is not None:
            self.default = default

    def default(self, o):
        raise TypeError("Object of type %s is not JSON serializable" % o.__class__.__name__)

    def encode(self, o):
        """The JSON text of an object."""
        parts = []
        self._write(o, parts, 0, [])
        return "".join(parts)

    def iterencode(self, o):
        """The JSON text of an object, in parts."""
        parts = []
        self._write(o, parts, 0, [])
        return iter(parts)

    def _scalar(self, o):
        if isinstance(o, str):
            return _quoted(o, self.ensure_ascii)
        if o is None:
            return "null"
        if o is True:
            return "true"
        if o is False:
            return "false"
        if isinstance(o, int):
            return int.__repr__(o)
        if isinstance(o, float):
            return self._float(o)
        return None

    def _float(self, o):
        if o == o and o not in (float("inf"), float("-inf")):
            return float.__repr__(o)
        if not self.allow_nan:
            raise ValueError("Out of range float values are not JSON compliant")
        if o != o:
            return "NaN"
        return "Infinity" if o > 0 else "-Infinity"

    def _write(self, o, parts, depth, inside):
        text = self._scalar(o)
        if text is not None:
            parts.append(text)
            return
        if self.check_circular:
            for outer in inside:
                if outer is o:
                    raise ValueError("Circular reference detected")
        inside.append(o)
        if isinstance(o, dict):
            self._write_dict(o, parts, depth, inside)
        elif isinstance(o, (list, tuple)):
            self._write_list(o, parts, depth, inside)
        else:
            self._write(self.default(o), parts, depth, inside)
        inside.pop()

    def _breaks(self, depth):
        """What stands before the first, between, and after the last item."""
        if self.indent is None:
            return "", self.item_separator, ""
        step = self.indent if isinstance(self.indent, str) else " " * self.indent
        line = "\n" + step * (depth + 1)
        return line, self.item_separator + line, "\n" + step * depth

    def _write_list(self, o, parts, depth, inside):
        if not o:
            parts.append("[]")
            return
        first, between, last = self._breaks(depth)
        parts.append("[" + first)
        begun = False
        for item in o:
            if begun:
                parts.append(between)
            begun = True
            self._write(item, parts, depth + 1, inside)
        parts.append(last + "]")

    def _write_dict(self, o, parts, depth, inside):
        if not o:
            parts.append("{}")
            return
        first, between, last = self._breaks(depth)
        parts.append("{" + first)
        items = sorted(o.items()) if self.sort_keys else list(o.items())
        begun = False
        for key, value in items:
            name = self._key(key)
            if name is None:
                continue
            if begun:
                parts.append(between)
            begun = True
            parts.append(_quoted(name, self.ensure_ascii))
            parts.append(self.key_separator)
            self._write(value, parts, depth + 1, inside)
        parts.append(last + "}")

    def _key(self, key):
        if isinstance(key, str):
            return key
        if key is None or isinstance(key, (int, float)):
            return self._scalar(key)
        if self.skipkeys:
            return None
        raise TypeError("keys must be str, int, float, bool or None, not %s"
                        % key.__class__.__name__)


def dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True,
          cls=None, indent=None, separators=None, default=None, sort_keys=False, **kw):
    """The JSON text of an object."""
    encoder = (cls or JSONEncoder)(
        skipkeys=skipkeys, ensure_ascii=ensure_ascii, check_circular=check_circular,
        allow_nan=allow_nan, indent=indent, separators=separators, default=default,
        sort_keys=sort_keys, **kw)
    return encoder.encode(obj)


def dump(obj, fp, **options):
    """Writes the JSON text of an object."""
    fp.write(dumps(obj, **options))


# -------------------------------------------------------------------- reading

_BLANK = " \t\n\r"
_LETTERS = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


class JSONDecoder:
    """Reads JSON texts."""

    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None,
                 parse_constant=None, strict=True, object_pairs_hook=None):
        self.object_hook = object_hook
        self.parse_float = parse_float or float
        self.parse_int = parse_int or int
        self.parse_constant = parse_constant or float
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook

    def decode(self, s):
        """The value of a text that holds one."""
        value, end = self.raw_decode(s, _after_blank(s, 0))
        end = _after_blank(s, end)
        if end != len(s):
            raise JSONDecodeError("Extra data", s, end)
        return value

    def raw_decode(self, s, idx=0):
        """The value that begins at `idx`, and where it ends."""
        return self._value(s, idx)

    def _value(self, s, at):
        char = s[at:at + 1]
        if char == '"':
            return self._string(s, at + 1)
        if char == "{":
            return self._object(s, at + 1)
        if char == "[":
            return self._array(s, at + 1)
        for word, value in (("null", None), ("true", True), ("false", False)):
            if s.startswith(word, at):
                return value, at + len(word)
        if char == "-" or char.isdigit():
            found = self._number(s, at)
            if found is not None:
                return found
        for word in ("NaN", "Infinity", "-Infinity"):
            if s.startswith(word, at):
                return self.parse_constant(word), at + len(word)
        raise JSONDecodeError("Expecting value", s, at)

    def _number(self, s, at):
        end = at + 1 if s[at] == "-" else at
        begin = end
        while s[end:end + 1] in _DIGITS:
            end += 1
            if s[begin] == "0":
                break
        if end == begin:
            return None
        whole = end
        if s[end:end + 1] == "." and s[end + 1:end + 2] in _DIGITS:
            end = _after_digits(s, end + 1)
        if s[end:end + 1] in ("e", "E"):
            power = end + 2 if s[end + 1:end + 2] in ("+", "-") else end + 1
            if s[power:power + 1] in _DIGITS:
                end = _after_digits(s, power)
        if end == whole:
            return self.parse_int(s[at:end]), end
        return self.parse_float(s[at:end]), end

    def _string(self, s, at):
        begin = at - 1
        parts = []
        while True:
            end = at
            while s[end:end + 1] not in _STOPS:
                end += 1
            parts.append(s[at:end])
            char = s[end:end + 1]
            if char == '"':
                return "".join(parts), end + 1
            if char == "":
                raise JSONDecodeError("Unterminated string starting at", s, begin)
            if char != "\\":
                if self.strict:
                    raise JSONDecodeError("Invalid control character at", s, end)
                parts.append(char)
                at = end + 1
                continue
            text, at = self._escape(s, end + 1, begin)
            parts.append(text)

    def _escape(self, s, at, begin):
        char = s[at:at + 1]
        if char == "":
            raise JSONDecodeError("Unterminated string starting at", s, begin)
        if char != "u":
            if char not in _LETTERS:
                raise JSONDecodeError("Invalid \\escape", s, at - 1)
            return _LETTERS[char], at + 1
        code = _four(s, at)
        at += 5
        if 0xd800 <= code <= 0xdbff and s[at:at + 2] == "\\u":
            low = _four(s, at + 1)
            if 0xdc00 <= low <= 0xdfff:
                return chr(0x10000 + (code - 0xd800 << 10 | low - 0xdc00)), at + 6
        return chr(code), at

    def _array(self, s, at):
        items = []
        at = _after_blank(s, at)
        if s[at:at + 1] == "]":
            return items, at + 1
        while True:
            item, at = self._value(s, at)
            items.append(item)
            at = _after_blank(s, at)
            char = s[at:at + 1]
            if char == "]":
                return items, at + 1
            if char != ",":
                raise JSONDecodeError("Expecting ',' delimiter", s, at)
            at = _after_blank(s, at + 1)

    def _object(self, s, at):
        pairs = []
        at = _after_blank(s, at)
        if s[at:at + 1] == "}":
            return self._made(pairs), at + 1
        while True:
            if s[at:at + 1] != '"':
                raise JSONDecodeError("Expecting property name enclosed in double quotes", s, at)
            key, at = self._string(s, at + 1)
            at = _after_blank(s, at)
            if s[at:at + 1] != ":":
                raise JSONDecodeError("Expecting ':' delimiter", s, at)
            value, at = self._value(s, _after_blank(s, at + 1))
            pairs.append((key, value))
            at = _after_blank(s, at)
            char = s[at:at + 1]
            if char == "}":
                return self._made(pairs), at + 1
            if char != ",":
                raise JSONDecodeError("Expecting ',' delimiter", s, at)
            at = _after_blank(s, at + 1)

    def _made(self, pairs):
        if self.object_pairs_hook is not None:
            return self.object_pairs_hook(pairs)
        made = dict(pairs)
        return made if self.object_hook is None else self.object_hook(made)


_DIGITS = tuple("0123456789")
_STOPS = tuple(chr(code) for code in range(32)) + ('"', "\\", "")


def _after_blank(s, at):
    while s[at:at + 1] in _BLANK_OR_NONE:
        at += 1
    return at


_BLANK_OR_NONE = tuple(_BLANK)


def _after_digits(s, at):
    while s[at:at + 1] in _DIGITS:
        at += 1
    return at


def _four(s, at):
    digits = s[at + 1:at + 5]
    if len(digits) == 4 and digits[1] not in "xX":
        try:
            return int(digits, 16)
        except ValueError:
            pass
    raise JSONDecodeError("Invalid \\uXXXX escape", s, at)


def loads(s, *, cls=None, **options):
    """The value of a JSON text."""
    if isinstance(s, str):
        if s.startswith("\ufeff"):
            raise JSONDecodeError("Unexpected UTF-8 BOM (decode using utf-8-sig)", s, 0)
    elif isinstance(s, (bytes, bytearray)):
        s = s.decode("utf-8")
    else:
        raise TypeError("the JSON object must be str, bytes or bytearray, not %s"
                        % s.__class__.__name__)
    return (cls or JSONDecoder)(**options).decode(s)


def load(fp, **options):
    """The value of the JSON text that a stream holds."""
    return loads(fp.read(), **options)
