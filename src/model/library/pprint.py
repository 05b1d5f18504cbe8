"""Values in readable lines."""

import sys

__all__ = ["pprint", "pformat", "isreadable", "isrecursive", "saferepr", "PrettyPrinter", "pp"]


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False,
           sort_dicts=True, underscore_numbers=False):
    """Prints a value in readable lines."""
    PrettyPrinter(indent, width, depth, stream, compact=compact, sort_dicts=sort_dicts,
                  underscore_numbers=underscore_numbers).pprint(object)


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True,
            underscore_numbers=False):
    """A value in readable lines, as text."""
    return PrettyPrinter(indent, width, depth, compact=compact, sort_dicts=sort_dicts,
                         underscore_numbers=underscore_numbers).pformat(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    """Prints a value in readable lines, dicts in their own order."""
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def saferepr(object):
    """A value in one line."""
    return PrettyPrinter()._flat(object, [], 0)


def isreadable(object):
    """Whether `eval` could read the text."""
    return "<" not in saferepr(object)


def isrecursive(object):
    """Whether the value holds itself."""
    return "<Recursion on" in saferepr(object)


def _order(value):
    """A key that puts values of any kinds in order."""
    return _Key(value)


class _Key:
    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        try:
            return self.value < other.value
        except TypeError:
            return (str(type(self.value)), id(self.value)) < (str(type(other.value)),
                                                              id(other.value))


_OPEN = {list: ("[", "]"), tuple: ("(", ")"), set: ("{", "}"), frozenset: ("frozenset({", "})")}


class PrettyPrinter:
    """How values are to be shown."""

    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False,
                 sort_dicts=True, underscore_numbers=False):
        if indent < 0:
            raise ValueError("indent must be >= 0")
        if depth is not None and depth <= 0:
            raise ValueError("depth must be > 0")
        if not width:
            raise ValueError("width must be != 0")
        self._indent = int(indent)
        self._width = int(width)
        self._depth = depth
        self._stream = stream
        self._compact = bool(compact)
        self._sort_dicts = sort_dicts
        self._underscores = underscore_numbers

    def pprint(self, object):
        """Prints a value."""
        stream = sys.stdout if self._stream is None else self._stream
        stream.write(self.pformat(object) + "\n")

    def pformat(self, object):
        """A value as text."""
        parts = []
        self._format(object, parts, 0, 0, [], 0)
        return "".join(parts)

    def isreadable(self, object):
        """Whether `eval` could read the text."""
        return "<" not in self._flat(object, [], 0)

    def isrecursive(self, object):
        """Whether the value holds itself."""
        return "<Recursion on" in self._flat(object, [], 0)

    # In one line.

    def _flat(self, value, inside, level):
        kind = type(value)
        if kind is int and self._underscores:
            return "%s" % format(value, "_d")
        show = getattr(kind, "__repr__", None)
        is_dict = issubclass(kind, dict) and show is dict.__repr__
        plain = [base for base in (list, tuple, set, frozenset)
                 if issubclass(kind, base) and show is base.__repr__]
        if not is_dict and not plain or plain and plain[0] in (set, frozenset):
            return repr(value)
        if not value:
            return "{}" if is_dict else "[]" if plain[0] is list else "()"
        if self._depth and level >= self._depth:
            return "{...}" if is_dict else "[...]" if plain[0] is list else "(...)"
        for outer in inside:
            if outer is value:
                return "<Recursion on %s with id=%s>" % (kind.__name__, id(value))
        inside = inside + [value]
        level += 1
        if is_dict:
            pairs = ["%s: %s" % (self._flat(key, inside, level), self._flat(item, inside, level))
                     for key, item in self._items(value)]
            return "{%s}" % ", ".join(pairs)
        items = ", ".join([self._flat(item, inside, level) for item in value])
        if plain[0] is list:
            return "[%s]" % items
        return "(%s,)" % items if len(value) == 1 else "(%s)" % items

    def _items(self, value):
        items = list(value.items())
        if self._sort_dicts:
            items.sort(key=lambda item: (_order(item[0]), ))
        return items

    # In several.

    def _format(self, value, out, indent, allowance, inside, level):
        for outer in inside:
            if outer is value:
                out.append("<Recursion on %s with id=%s>" % (type(value).__name__, id(value)))
                return
        text = self._flat(value, inside, level)
        if len(text) <= self._width - indent - allowance:
            out.append(text)
            return
        show = getattr(self, "_show_" + self._form(value), None)
        if show is None:
            out.append(text)
            return
        show(value, out, indent, allowance, inside + [value], level + 1)

    def _form(self, value):
        kind = type(value)
        show = getattr(kind, "__repr__", None)
        for base in (dict, list, tuple, set, frozenset, str):
            if issubclass(kind, base) and show is base.__repr__:
                return "sequence" if base in _OPEN else base.__name__
        # A dataclass with the repr that it was given.
        if hasattr(kind, "__dataclass_fields__") and kind.__module__ != "dataclasses" and (
                show.__module__ == "dataclasses"):
            return "dataclass"
        name = kind.__name__
        if name == "SimpleNamespace":
            return "namespace"
        if name in ("OrderedDict", "defaultdict", "Counter", "deque"):
            return name.lower()
        return ""

    def _show_dict(self, value, out, indent, allowance, inside, level):
        out.append("{")
        if self._indent > 1:
            out.append((self._indent - 1) * " ")
        self._pairs(self._items(value), out, indent, allowance + 1, inside, level)
        out.append("}")

    def _pairs(self, items, out, indent, allowance, inside, level):
        indent += self._indent
        between = ",\n" + " " * indent
        for at, (key, item) in enumerate(items):
            name = self._flat(key, inside, level)
            out.append(name + ": ")
            last = at == len(items) - 1
            self._format(item, out, indent + len(name) + 2, allowance if last else 1, inside,
                         level)
            if not last:
                out.append(between)

    def _show_ordereddict(self, value, out, indent, allowance, inside, level):
        name = type(value).__name__
        out.append(name + "(")
        self._show_sequence(list(value.items()), out, indent + len(name) + 1, allowance + 1,
                            inside, level)
        out.append(")")

    def _show_defaultdict(self, value, out, indent, allowance, inside, level):
        first = self._flat(value.default_factory, inside, level)
        name = type(value).__name__
        indent += len(name) + 1
        out.append("%s(%s,\n%s" % (name, first, " " * indent))
        self._show_dict(value, out, indent, allowance + 1, inside, level)
        out.append(")")

    def _show_counter(self, value, out, indent, allowance, inside, level):
        name = type(value).__name__
        out.append(name + "({")
        if self._indent > 1:
            out.append((self._indent - 1) * " ")
        self._pairs(value.most_common(), out, indent + len(name) + 1, allowance + 2, inside, level)
        out.append("})")

    def _show_deque(self, value, out, indent, allowance, inside, level):
        name = type(value).__name__
        out.append(name + "([")
        indent += len(name) + 1
        if value.maxlen is None:
            self._sequence(list(value), out, indent, allowance + 2, inside, level)
            out.append("])")
        else:
            self._sequence(list(value), out, indent, 2, inside, level)
            out.append("],\n%smaxlen=%s)" % (" " * indent, value.maxlen))

    def _show_sequence(self, value, out, indent, allowance, inside, level):
        if isinstance(value, (set, frozenset)):
            if type(value) is set:
                first, last = "{", "}"
            else:
                first, last = type(value).__name__ + "({", "})"
                indent += len(type(value).__name__) + 1
            items = sorted(value, key=_order)
        else:
            first, last = "[]" if isinstance(value, list) else "()"
            items = list(value)
            if first == "(" and len(items) == 1:
                last = ",)"
        out.append(first)
        self._sequence(items, out, indent, allowance + len(last), inside, level)
        out.append(last)

    def _sequence(self, items, out, indent, allowance, inside, level):
        indent += self._indent
        if self._indent > 1:
            out.append((self._indent - 1) * " ")
        line = ",\n" + " " * indent
        before = ""
        room = width = self._width - indent + 1
        for at, item in enumerate(items):
            last = at == len(items) - 1
            if last:
                width -= allowance
                room -= allowance
            if self._compact:
                text = self._flat(item, inside, level)
                used = len(text) + 2
                if room < used:
                    room = width
                    if before:
                        before = line
                if room >= used:
                    room -= used
                    out.append(before)
                    before = ", "
                    out.append(text)
                    continue
            out.append(before)
            before = line
            self._format(item, out, indent, allowance if last else 1, inside, level)

    def _show_str(self, value, out, indent, allowance, inside, level):
        pieces = []
        lines = value.splitlines(True)
        if level == 1:
            indent += 1
            allowance += 1
        room = widest = self._width - indent
        for at, line in enumerate(lines):
            shown = repr(line)
            if at == len(lines) - 1:
                room -= allowance
            if len(shown) <= room:
                pieces.append(shown)
                continue
            parts = _words(line)
            room = widest
            held = ""
            for number, part in enumerate(parts):
                wanted = held + part
                if number == len(parts) - 1 and at == len(lines) - 1:
                    room -= allowance
                if len(repr(wanted)) > room:
                    if held:
                        pieces.append(repr(held))
                    held = part
                else:
                    held = wanted
            if held:
                pieces.append(repr(held))
        if len(pieces) == 1:
            out.append(pieces[0])
            return
        if level == 1:
            out.append("(")
        out.append(("\n" + " " * indent).join(pieces))
        if level == 1:
            out.append(")")

    def _show_dataclass(self, value, out, indent, allowance, inside, level):
        shown = [(name, getattr(value, name)) for name, field in
                 value.__dataclass_fields__.items() if field.repr]
        self._named(type(value).__name__, shown, out, indent, allowance, inside, level)

    def _show_namespace(self, value, out, indent, allowance, inside, level):
        self._named("namespace", list(value.__dict__.items()), out, indent, allowance, inside,
                    level)

    def _named(self, name, items, out, indent, allowance, inside, level):
        indent += len(name) + 1
        out.append(name + "(")
        for at, (key, item) in enumerate(items):
            last = at == len(items) - 1
            out.append(key + "=")
            self._format(item, out, indent + len(key) + 1, allowance if last else 1, inside,
                         level)
            if not last:
                out.append(",\n" + " " * indent)
        out.append(")")


def _words(line):
    """Words, each with the blanks after it."""
    parts = []
    held = ""
    for at, char in enumerate(line):
        held += char
        after = line[at + 1:at + 2]
        if char.isspace() and after and not after.isspace():
            parts.append(held)
            held = ""
    return parts + [held] if held else parts
