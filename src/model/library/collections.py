"""Containers beyond list, dict, set and tuple."""

from _collections import deque

__all__ = ["ChainMap", "Counter", "OrderedDict", "UserDict", "UserList", "UserString",
           "defaultdict", "deque", "namedtuple"]


class defaultdict(dict):
    """A dict that makes missing values."""

    def __init__(self, default_factory=None, /, *args, **kwargs):
        if default_factory is not None and not callable(default_factory):
            raise TypeError("first argument must be callable or None")
        dict.__init__(self, *args, **kwargs)
        self.default_factory = default_factory

    def __missing__(self, key):
        if self.default_factory is None:
            raise KeyError(key)
        value = self.default_factory()
        self[key] = value
        return value

    def copy(self):
        """A copy with the same factory."""
        return type(self)(self.default_factory, self)

    __copy__ = copy

    def __repr__(self):
        return "defaultdict(%r, %s)" % (self.default_factory, dict.__repr__(self))


class OrderedDict(dict):
    """A dict that can reorder itself."""

    def move_to_end(self, key, last=True):
        """Moves a key to the end, or to the beginning."""
        value = dict.pop(self, key)
        rest = [] if last else list(dict.items(self))
        if rest:
            dict.clear(self)
        dict.__setitem__(self, key, value)
        for other, other_value in rest:
            dict.__setitem__(self, other, other_value)

    def popitem(self, last=True):
        """Takes the newest pair out, or the oldest."""
        if not self:
            raise KeyError("dictionary is empty")
        if last:
            return dict.popitem(self)
        key = next(iter(self))
        return (key, dict.pop(self, key))

    def copy(self):
        """A copy."""
        return type(self)(self)

    def __eq__(self, other):
        if isinstance(other, OrderedDict):
            return list(dict.items(self)) == list(dict.items(other))
        return dict.__eq__(self, other)

    def __repr__(self):
        if not self:
            return "%s()" % type(self).__name__
        return "%s(%r)" % (type(self).__name__, list(dict.items(self)))


class Counter(dict):
    """Counts things."""

    def __init__(self, iterable=None, /, **kwds):
        dict.__init__(self)
        self.update(iterable, **kwds)

    def __missing__(self, key):
        return 0

    def update(self, iterable=None, /, **kwds):
        """Adds counts."""
        if iterable is not None:
            if isinstance(iterable, dict):
                for key in iterable:
                    self[key] = self.get(key, 0) + iterable[key]
            else:
                for key in iterable:
                    self[key] = self.get(key, 0) + 1
        for key in kwds:
            self[key] = self.get(key, 0) + kwds[key]

    def subtract(self, iterable=None, /, **kwds):
        """Takes counts away."""
        if iterable is not None:
            if isinstance(iterable, dict):
                for key in iterable:
                    self[key] = self.get(key, 0) - iterable[key]
            else:
                for key in iterable:
                    self[key] = self.get(key, 0) - 1
        for key in kwds:
            self[key] = self.get(key, 0) - kwds[key]

    def most_common(self, n=None):
        """The pairs with the highest counts first."""
        pairs = sorted(self.items(), key=_second, reverse=True)
        return pairs if n is None else pairs[:max(n, 0)]

    def elements(self):
        """Each thing as often as counted."""
        for key in self:
            for _ in range(self[key]):
                yield key

    def total(self):
        """The sum of the counts."""
        return sum(self.values())

    def copy(self):
        """A copy."""
        return type(self)(self)

    def __delitem__(self, key):
        if key in self:
            dict.__delitem__(self, key)

    def _kept(self, pairs):
        result = Counter()
        for key, number in pairs:
            if number > 0:
                result[key] = number
        return result

    def __add__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        pairs = [(key, self[key] + other[key]) for key in self]
        return self._kept(pairs + [(key, other[key]) for key in other if key not in self])

    def __pos__(self):
        return self._kept([(key, self[key]) for key in self])

    def __neg__(self):
        return self._kept([(key, -self[key]) for key in self])

    def __sub__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        pairs = [(key, self[key] - other[key]) for key in self]
        return self._kept(pairs + [(key, -other[key]) for key in other if key not in self])

    def __or__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        pairs = [(key, max(self[key], other[key])) for key in self]
        return self._kept(pairs + [(key, other[key]) for key in other if key not in self])

    def __and__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._kept([(key, min(self[key], other[key])) for key in self])

    def __repr__(self):
        if not self:
            return "%s()" % type(self).__name__
        parts = ["%r: %r" % pair for pair in self.most_common()]
        return "%s({%s})" % (type(self).__name__, ", ".join(parts))


def _second(pair):
    return pair[1]


class ChainMap:
    """Several dicts as one."""

    def __init__(self, *maps):
        self.maps = list(maps) or [{}]

    def __getitem__(self, key):
        for mapping in self.maps:
            if key in mapping:
                return mapping[key]
        raise KeyError(key)

    def get(self, key, default=None):
        """The value of a key, or `default`."""
        return self[key] if key in self else default

    def __contains__(self, key):
        return any([key in mapping for mapping in self.maps])

    def _merged(self):
        merged = {}
        for mapping in reversed(self.maps):
            merged.update(mapping)
        return merged

    def __iter__(self):
        return iter(self._merged())

    def __len__(self):
        return len(self._merged())

    def keys(self):
        """The keys."""
        return self._merged().keys()

    def values(self):
        """The values."""
        return self._merged().values()

    def items(self):
        """The pairs."""
        return self._merged().items()

    def __setitem__(self, key, value):
        self.maps[0][key] = value

    def __delitem__(self, key):
        if key not in self.maps[0]:
            raise KeyError("Key not found in the first mapping: %r" % (key,))
        del self.maps[0][key]

    def new_child(self, m=None, **kwargs):
        """A chain with one more dict before."""
        first = {} if m is None else m
        first.update(kwargs)
        return type(self)(first, *self.maps)

    @property
    def parents(self):
        """The chain without its first dict."""
        return type(self)(*self.maps[1:])

    def __repr__(self):
        return "%s(%s)" % (type(self).__name__, ", ".join([repr(m) for m in self.maps]))


class UserDict:
    """A dict to inherit from."""

    def __init__(self, dict=None, /, **kwargs):
        self.data = {}
        if dict is not None:
            self.update(dict)
        if kwargs:
            self.update(kwargs)

    def __len__(self):
        return len(self.data)

    def __getitem__(self, key):
        if key in self.data:
            return self.data[key]
        if hasattr(type(self), "__missing__"):
            return type(self).__missing__(self, key)
        raise KeyError(key)

    def __setitem__(self, key, item):
        self.data[key] = item

    def __delitem__(self, key):
        del self.data[key]

    def __iter__(self):
        return iter(self.data)

    def __contains__(self, key):
        return key in self.data

    def __repr__(self):
        return repr(self.data)

    def get(self, key, default=None):
        return self[key] if key in self else default

    def keys(self):
        return self.data.keys()

    def values(self):
        return self.data.values()

    def items(self):
        return self.data.items()

    def update(self, other=(), /, **kwargs):
        for key, value in dict(other, **kwargs).items():
            self[key] = value

    def pop(self, key, *default):
        return self.data.pop(key, *default)

    def setdefault(self, key, default=None):
        if key not in self.data:
            self[key] = default
        return self.data[key]

    def clear(self):
        self.data.clear()


class UserList:
    """A list to inherit from."""

    def __init__(self, initlist=None):
        self.data = [] if initlist is None else list(initlist)

    def __len__(self):
        return len(self.data)

    def __getitem__(self, i):
        return self.data[i]

    def __setitem__(self, i, item):
        self.data[i] = item

    def __delitem__(self, i):
        del self.data[i]

    def __iter__(self):
        return iter(self.data)

    def __contains__(self, item):
        return item in self.data

    def __repr__(self):
        return repr(self.data)

    def __eq__(self, other):
        return self.data == (other.data if isinstance(other, UserList) else other)

    def append(self, item):
        self.data.append(item)

    def extend(self, other):
        self.data.extend(other)

    def insert(self, i, item):
        self.data.insert(i, item)

    def pop(self, i=-1):
        return self.data.pop(i)

    def remove(self, item):
        self.data.remove(item)

    def clear(self):
        self.data.clear()

    def index(self, item, *args):
        return self.data.index(item, *args)

    def count(self, item):
        return self.data.count(item)

    def reverse(self):
        self.data.reverse()

    def sort(self, *, key=None, reverse=False):
        self.data.sort(key=key, reverse=reverse)


class UserString:
    """A string to inherit from."""

    def __init__(self, seq):
        self.data = str(seq)

    def __str__(self):
        return self.data

    def __repr__(self):
        return repr(self.data)

    def __len__(self):
        return len(self.data)

    def __getitem__(self, index):
        return type(self)(self.data[index])

    def __eq__(self, other):
        return self.data == (other.data if isinstance(other, UserString) else other)

    def __hash__(self):
        return hash(self.data)

    def __add__(self, other):
        return type(self)(self.data + str(other))


# ----------------------------------------------------------------- namedtuple

_KEYWORDS = {
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class",
    "continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if",
    "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try",
    "while", "with", "yield",
}


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    """A class of tuples whose items have names."""
    if isinstance(field_names, str):
        field_names = field_names.replace(",", " ").split()
    fields = [str(name) for name in field_names]
    if rename:
        fields = _renamed(fields)
    _check_names(typename, fields, rename)
    default_values = {}
    if defaults is not None:
        defaults = tuple(defaults)
        if len(defaults) > len(fields):
            raise TypeError("Got more default values than field names")
        for name, value in zip(fields[len(fields) - len(defaults):], defaults):
            default_values[name] = value
    return _tuple_class(typename, tuple(fields), default_values, module)


def _renamed(fields):
    seen = set()
    result = []
    for i, name in enumerate(fields):
        if (not name.isidentifier() or name in _KEYWORDS or name.startswith("_")
                or name in seen):
            name = "_%d" % i
        seen.add(name)
        result.append(name)
    return result


def _check_names(typename, fields, rename):
    for name in [typename] + fields:
        if not name.isidentifier():
            raise ValueError("Type names and field names must be valid identifiers: %r" % name)
        if name in _KEYWORDS:
            raise ValueError("Type names and field names cannot be a keyword: %r" % name)
    seen = set()
    for name in fields:
        if name.startswith("_") and not rename:
            raise ValueError("Field names cannot start with an underscore: %r" % name)
        if name in seen:
            raise ValueError("Encountered duplicate field name: %r" % name)
        seen.add(name)


class _Field:
    def __init__(self, index):
        self._index = index

    def __get__(self, obj, owner=None):
        return self if obj is None else tuple.__getitem__(obj, self._index)

    def __set__(self, obj, value):
        raise AttributeError("can't set attribute")


def _bind(what, fields, defaults, args, kwargs):
    if len(args) > len(fields):
        raise TypeError("%s takes %d positional arguments but %d were given"
                        % (what, len(fields) + 1, len(args) + 1))
    values = list(args)
    missing = []
    for name in fields[len(args):]:
        if name in kwargs:
            values.append(kwargs.pop(name))
        elif name in defaults:
            values.append(defaults[name])
        else:
            missing.append(name)
    for name in kwargs:
        if name in fields:
            raise TypeError("%s got multiple values for argument %r" % (what, name))
        raise TypeError("%s got an unexpected keyword argument %r" % (what, name))
    if missing:
        raise TypeError(_missing_text(what, missing))
    return values


def _missing_text(what, missing):
    names = [repr(name) for name in missing]
    if len(names) == 1:
        return "%s missing 1 required positional argument: %s" % (what, names[0])
    if len(names) == 2:
        joined = " and ".join(names)
    else:
        joined = ", ".join(names[:-1]) + ", and " + names[-1]
    return "%s missing %d required positional arguments: %s" % (what, len(names), joined)


def _tuple_class(typename, fields, defaults, module):
    what = "%s.__new__()" % typename

    def __new__(cls, *args, **kwargs):
        if len(args) != len(fields) or kwargs:
            args = _bind(what, fields, defaults, args, kwargs)
        return tuple.__new__(cls, args)

    def _make(cls, iterable):
        values = tuple(iterable)
        if len(values) != len(fields):
            raise TypeError("Expected %d arguments, got %d" % (len(fields), len(values)))
        return tuple.__new__(cls, values)

    def _replace(self, /, **kwds):
        values = [kwds.pop(name) if name in kwds else self[i] for i, name in enumerate(fields)]
        if kwds:
            raise ValueError("Got unexpected field names: %r" % list(kwds))
        return tuple.__new__(type(self), values)

    def _asdict(self):
        return {name: self[i] for i, name in enumerate(fields)}

    def __repr__(self):
        parts = ["%s=%r" % (name, self[i]) for i, name in enumerate(fields)]
        return "%s(%s)" % (type(self).__name__, ", ".join(parts))

    def __getnewargs__(self):
        return tuple(self)

    names = {
        "__doc__": "%s(%s)" % (typename, ", ".join(fields)),
        "__slots__": (),
        "_fields": fields,
        "_field_defaults": defaults,
        "__match_args__": fields,
        "__new__": __new__,
        "_make": classmethod(_make),
        "_replace": _replace,
        "_asdict": _asdict,
        "__repr__": __repr__,
        "__getnewargs__": __getnewargs__,
        "__module__": module or "__main__",
    }
    for i, name in enumerate(fields):
        names[name] = _Field(i)
    return type(typename, (tuple,), names)
