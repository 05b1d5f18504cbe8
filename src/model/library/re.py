"""Regular expressions. The machine is `_re`; what matches are and do is here."""

import _re
from _prelude import class_alias

__all__ = ["match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer",
           "compile", "purge", "template", "escape", "error", "Pattern", "Match", "A", "I", "L",
           "M", "S", "X", "U", "ASCII", "IGNORECASE", "LOCALE", "MULTILINE", "DOTALL", "VERBOSE",
           "UNICODE", "NOFLAG", "RegexFlag"]


class error(Exception):
    """A pattern or a template is wrong."""

    def __init__(self, msg, pattern=None, pos=None):
        self.msg = msg
        self.pattern = pattern
        self.pos = pos
        self.lineno = self.colno = None
        if pattern is not None and pos is not None:
            msg = "%s at position %d" % (msg, pos)
            newline = "\n" if isinstance(pattern, str) else b"\n"
            self.lineno = pattern.count(newline, 0, pos) + 1
            self.colno = pos - pattern.rfind(newline, 0, pos)
            if newline in pattern:
                msg = "%s (line %d, column %d)" % (msg, self.lineno, self.colno)
        super().__init__(msg)


_NAMES = {2: "IGNORECASE", 4: "LOCALE", 8: "MULTILINE", 16: "DOTALL", 32: "UNICODE",
          64: "VERBOSE", 128: "DEBUG", 256: "ASCII"}


class RegexFlag(int):
    """Flags, which can be joined by |."""

    @property
    def value(self):
        return int(self)

    @property
    def name(self):
        return "|".join([_NAMES[bit] for bit in _NAMES if self & bit]) or None

    def __or__(self, other):
        return RegexFlag(int(self) | int(other))

    __ror__ = __or__

    def __and__(self, other):
        return RegexFlag(int(self) & int(other))

    __rand__ = __and__

    def __xor__(self, other):
        return RegexFlag(int(self) ^ int(other))

    def __invert__(self):
        return RegexFlag(511 & ~int(self))

    def __repr__(self):
        return "|".join(["re." + _NAMES[bit] for bit in _NAMES if int(self) & bit]) or "re.NOFLAG"

    __str__ = __repr__


NOFLAG = RegexFlag(0)
A = ASCII = RegexFlag(256)
I = IGNORECASE = RegexFlag(2)
L = LOCALE = RegexFlag(4)
U = UNICODE = RegexFlag(32)
M = MULTILINE = RegexFlag(8)
S = DOTALL = RegexFlag(16)
X = VERBOSE = RegexFlag(64)
DEBUG = RegexFlag(128)

_FOREVER = (1 << 62) - 1


class Pattern:
    """A compiled pattern."""

    __class_getitem__ = class_alias

    def __init__(self, pattern, flags):
        self.pattern = pattern
        self._bytes = isinstance(pattern, (bytes, bytearray))
        flags = int(flags)
        text = pattern
        if self._bytes:
            if flags & 32:
                raise ValueError("cannot use UNICODE flag with a bytes pattern")
            text = bytes(pattern).decode("latin-1")
            flags |= 256
        elif flags & 4:
            raise ValueError("cannot use LOCALE flag with a str pattern")
        if flags & 256 and flags & 32:
            raise ValueError("ASCII and UNICODE flags are incompatible")
        made = _re.compile(text, flags)
        if len(made) == 2:
            raise error(made[0], pattern, made[1])
        self._code, self.flags, self.groups, names = made
        self._names = dict(names)
        self._name_of = {group: name for name, group in names}
        if self._bytes:
            self.flags &= ~256

    @property
    def groupindex(self):
        return dict(self._names)

    def _text(self, string):
        """The characters of what is searched."""
        if isinstance(string, str):
            if self._bytes:
                raise TypeError("cannot use a bytes pattern on a string-like object")
            return string
        if isinstance(string, (bytes, bytearray)):
            if not self._bytes:
                raise TypeError("cannot use a string pattern on a bytes-like object")
            return bytes(string).decode("latin-1")
        raise TypeError("expected string or bytes-like object, got %r" % type(string).__name__)

    def _find(self, string, pos, endpos, how):
        text = self._text(string)
        pos = max(pos, 0)
        endpos = min(max(endpos, 0), len(text))
        if pos > endpos:
            return None
        places = _re.find(self._code, self.groups, text, pos, endpos, how)
        return None if places is None else Match(self, string, pos, endpos, places)

    def match(self, string, pos=0, endpos=_FOREVER):
        """A match at the beginning."""
        return self._find(string, pos, endpos, 0)

    def search(self, string, pos=0, endpos=_FOREVER):
        """The first match anywhere."""
        return self._find(string, pos, endpos, 1)

    def fullmatch(self, string, pos=0, endpos=_FOREVER):
        """A match of the whole string."""
        return self._find(string, pos, endpos, 2)

    def _all(self, string, pos=0, endpos=_FOREVER, most=0):
        text = self._text(string)
        return _re.all(self._code, self.groups, text, max(pos, 0), min(endpos, len(text)), most)

    def finditer(self, string, pos=0, endpos=_FOREVER):
        """All matches, one after the other."""
        end = min(endpos, len(string))
        return iter([Match(self, string, max(pos, 0), end, places)
                     for places in self._all(string, pos, endpos)])

    scanner = finditer

    def findall(self, string, pos=0, endpos=_FOREVER):
        """The texts of all matches, or of their groups."""
        empty = string[:0]
        found = []
        for places in self._all(string, pos, endpos):
            if self.groups == 0:
                found.append(string[places[0]:places[1]])
            elif self.groups == 1:
                found.append(empty if places[2] < 0 else string[places[2]:places[3]])
            else:
                found.append(tuple([
                    empty if places[at] < 0 else string[places[at]:places[at + 1]]
                    for at in range(2, len(places) - 1, 2)]))
        return found

    def split(self, string, maxsplit=0):
        """The texts between matches, groups of the matches included."""
        parts = []
        if maxsplit < 0:
            return [string]
        last = 0
        for places in self._all(string, most=maxsplit):
            parts.append(string[last:places[0]])
            last = places[1]
            for at in range(2, len(places) - 1, 2):
                parts.append(None if places[at] < 0 else string[places[at]:places[at + 1]])
        parts.append(string[last:])
        return parts

    def subn(self, repl, string, count=0):
        """`sub`, and how many matches were replaced."""
        found = self._all(string, most=count) if count >= 0 else []
        if callable(repl):
            make = repl
        else:
            make = _template(self, repl)
        parts = []
        last = 0
        for places in found:
            parts.append(string[last:places[0]])
            made = make(Match(self, string, 0, len(string), places))
            parts.append(string[:0] if made is None else made)
            last = places[1]
        parts.append(string[last:])
        return string[:0].join(parts), len(found)

    def sub(self, repl, string, count=0):
        """The string with matches replaced."""
        return self.subn(repl, string, count)[0]

    def __repr__(self):
        flags = self.flags & ~32 if isinstance(self.pattern, str) else self.flags
        shown = repr(self.pattern)[:200]
        return "re.compile(%s%s)" % (shown, ", %r" % RegexFlag(flags) if flags else "")

    def __eq__(self, other):
        if isinstance(other, Pattern):
            return (self.pattern, self.flags) == (other.pattern, other.flags)
        return NotImplemented

    def __hash__(self):
        return hash((self.pattern, self.flags))

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


class Match:
    """Where a pattern matched."""

    __class_getitem__ = class_alias

    def __init__(self, pattern, string, pos, endpos, places):
        self.re = pattern
        self.string = string
        self.pos = pos
        self.endpos = endpos
        self._places = places

    @property
    def lastindex(self):
        return self._places[-1] or None

    @property
    def lastgroup(self):
        return self.re._name_of.get(self._places[-1])

    @property
    def regs(self):
        return tuple([self.span(group) for group in range(self.re.groups + 1)])

    def _number(self, group):
        if isinstance(group, int):
            if 0 <= group <= self.re.groups:
                return group
        elif group in self.re._names:
            return self.re._names[group]
        raise IndexError("no such group")

    def _one(self, group, default=None):
        at = self._number(group) * 2
        begin = self._places[at]
        return default if begin < 0 else self.string[begin:self._places[at + 1]]

    def group(self, *groups):
        """The text of a group, or of several."""
        if not groups:
            return self._one(0)
        if len(groups) == 1:
            return self._one(groups[0])
        return tuple([self._one(group) for group in groups])

    def __getitem__(self, group):
        return self._one(group)

    def groups(self, default=None):
        """The texts of all groups."""
        return tuple([self._one(group, default) for group in range(1, self.re.groups + 1)])

    def groupdict(self, default=None):
        """The texts of the groups with names."""
        return {name: self._one(name, default) for name in self.re._names}

    def start(self, group=0):
        """Where a group begins; -1 for none."""
        return self._places[self._number(group) * 2]

    def end(self, group=0):
        """Where a group ends; -1 for none."""
        return self._places[self._number(group) * 2 + 1]

    def span(self, group=0):
        """Where a group begins and ends."""
        return (self.start(group), self.end(group))

    def expand(self, template):
        """A template with the groups filled in."""
        return _template(self.re, template)(self)

    def __copy__(self):
        return self

    def __repr__(self):
        return "<re.Match object; span=%r, match=%s>" % (self.span(), repr(self.group())[:50])


_ESCAPES = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v",
            "\\": "\\"}


def _template(pattern, repl):
    """A function from a match to the text that takes its place."""
    is_bytes = isinstance(repl, (bytes, bytearray))
    text = bytes(repl).decode("latin-1") if is_bytes else repl
    parts = _template_parts(pattern, text)

    def make(match):
        out = []
        for part in parts:
            if isinstance(part, int):
                part = match._one(part)
                out.append("" if part is None else part.decode("latin-1") if is_bytes else part)
            else:
                out.append(part)
        made = "".join(out)
        return made.encode("latin-1") if is_bytes else made

    return make


def _template_parts(pattern, text):
    parts = []
    at = 0
    while True:
        stop = text.find("\\", at)
        if stop < 0:
            parts.append(text[at:])
            return parts
        parts.append(text[at:stop])
        part, at = _template_escape(pattern, text, stop)
        parts.append(part)


def _template_escape(pattern, text, start):
    char = text[start + 1:start + 2]
    if char == "":
        raise error("bad escape (end of pattern)", text, start)
    if char == "g":
        return _template_group(pattern, text, start)
    if char == "0" or char.isdigit() and _is_octal(text[start + 1:start + 4]):
        end = start + 2
        while end < start + 4 and text[end:end + 1] in tuple("01234567"):
            end += 1
        return chr(int(text[start + 1:end], 8) & 255), end
    if char.isdigit():
        end = start + 3 if text[start + 2:start + 3].isdigit() else start + 2
        group = int(text[start + 1:end])
        if group > pattern.groups:
            raise error("invalid group reference %d" % group, text, start + 1)
        return group, end
    if char in _ESCAPES:
        return _ESCAPES[char], start + 2
    if char.isalpha() and char.isascii():
        raise error("bad escape \\" + char, text, start)
    return "\\" + char, start + 2


def _is_octal(digits):
    return len(digits) == 3 and digits[0] in "0123" and digits[1] in "01234567" and (
        digits[2] in "01234567")


def _template_group(pattern, text, start):
    if text[start + 2:start + 3] != "<":
        raise error("missing <", text, start + 2)
    end = text.find(">", start + 3)
    if end < 0:
        raise error("missing >, unterminated name" if text[start + 3:] else "missing group name",
                    text, start + 3)
    name = text[start + 3:end]
    if name == "":
        raise error("missing group name", text, start + 3)
    if name.isdigit():
        group = int(name)
        if group > pattern.groups:
            raise error("invalid group reference %d" % group, text, start + 3)
        return group, end + 1
    if not name.isidentifier():
        raise error("bad character in group name %r" % name, text, start + 3)
    if name not in pattern._names:
        raise IndexError("unknown group name %r" % name)
    return pattern._names[name], end + 1


_cache = {}
_CACHE_MAX = 512


def compile(pattern, flags=0):
    """A pattern to use many times."""
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    if not isinstance(pattern, (str, bytes, bytearray)):
        raise TypeError("first argument must be string or compiled pattern")
    key = (type(pattern), pattern, int(flags))
    found = _cache.get(key)
    if found is None:
        found = Pattern(pattern, flags)
        if len(_cache) >= _CACHE_MAX:
            _cache.clear()
        _cache[key] = found
    return found


def purge():
    """Forgets the patterns that were compiled."""
    _cache.clear()


def match(pattern, string, flags=0):
    """A match at the beginning."""
    return compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    """A match of the whole string."""
    return compile(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    """The first match anywhere."""
    return compile(pattern, flags).search(string)


def sub(pattern, repl, string, count=0, flags=0):
    """The string with matches replaced."""
    return compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, count=0, flags=0):
    """`sub`, and how many matches were replaced."""
    return compile(pattern, flags).subn(repl, string, count)


def split(pattern, string, maxsplit=0, flags=0):
    """The texts between matches."""
    return compile(pattern, flags).split(string, maxsplit)


def findall(pattern, string, flags=0):
    """The texts of all matches."""
    return compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    """All matches, one after the other."""
    return compile(pattern, flags).finditer(string)


_SPECIAL = {char: "\\" + char for char in "()[]{}?*+-|^$\\.&~# \t\n\r\v\f"}


def escape(pattern):
    """A pattern that matches this text."""
    if isinstance(pattern, str):
        return "".join([_SPECIAL.get(char, char) for char in pattern])
    text = bytes(pattern).decode("latin-1")
    return "".join([_SPECIAL.get(char, char) for char in text]).encode("latin-1")
