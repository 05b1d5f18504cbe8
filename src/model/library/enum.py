"""Enumerations."""

__all__ = ["Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "auto", "unique", "EnumMeta",
           "EnumType"]


class _Later:
    """A value made of others that are not known yet."""

    def __or__(self, other):
        return _Joined(lambda a, b: a | b, self, other)

    def __and__(self, other):
        return _Joined(lambda a, b: a & b, self, other)

    def __xor__(self, other):
        return _Joined(lambda a, b: a ^ b, self, other)

    def __ror__(self, other):
        return _Joined(lambda a, b: a | b, other, self)


class auto(_Later):
    """A value that the class chooses."""

    value = None


class _Joined(_Later):
    """What `|` and its kin make of values that the class chooses."""

    def __init__(self, join, a, b):
        self._parts = (join, a, b)

    @property
    def value(self):
        join, a, b = self._parts
        return join(a.value if isinstance(a, _Later) else a, b.value if isinstance(b, _Later) else b)


def _is_member(name, value):
    if name.startswith("__") and name.endswith("__"):
        return False
    if name.startswith("_") and name.endswith("_"):
        return False
    if isinstance(value, (property, classmethod, staticmethod, type)):
        return False
    if callable(value) or hasattr(type(value), "__get__"):
        return False
    return True


class EnumType(type):
    """The class of enumerations."""

    def __init__(cls, name, bases, namespace, **kwds):
        for base in bases:
            if getattr(base, "_member_map_", None):
                raise TypeError("<enum %r> cannot extend %r" % (name, base))
        members = [(key, value) for key, value in namespace.items() if _is_member(key, value)]
        # Members of `class E(str, Enum)` are shown as members, not as texts.
        for method in ("__repr__", "__str__", "__format__"):
            mixed_in = [base for base in cls.__mro__ if base in (int, str, float)]
            if mixed_in and bases and method not in namespace \
                    and getattr(cls, method) == getattr(mixed_in[0], method):
                type.__setattr__(cls, method, getattr(bases[-1], method))
        cls._member_map_ = {}
        cls._member_names_ = []
        values = []
        for key, value in members:
            if isinstance(value, auto):
                value.value = cls._generate_next_value_(key, 1, len(values), list(values))
            if isinstance(value, _Later):
                value = value.value
            values.append(value)
            _add_member(cls, key, value)

    def __call__(cls, value, names=None, *, module=None, qualname=None, type=None, start=1):
        if names is None:
            return _by_value(cls, value)
        return _functional(cls, value, names, start)

    def __iter__(cls):
        return iter([cls._member_map_[name] for name in cls._member_names_])

    def __reversed__(cls):
        return iter([cls._member_map_[name] for name in reversed(cls._member_names_)])

    def __len__(cls):
        return len(cls._member_names_)

    def __bool__(cls):
        return True

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __contains__(cls, member):
        if isinstance(member, cls):
            return True
        if not isinstance(member, Enum):
            raise TypeError("unsupported operand type(s) for 'in': %r and %r"
                            % (type(member).__qualname__, cls.__class__.__qualname__))
        return False

    def __repr__(cls):
        return "<enum %r>" % cls.__name__

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", {}):
            raise AttributeError("cannot reassign member %r" % name)
        type.__setattr__(cls, name, value)

    @property
    def __members__(cls):
        return dict(cls._member_map_)


EnumMeta = EnumType


def _add_member(cls, key, value):
    for other in cls._member_map_.values():
        if other._value_ == value:
            cls._member_map_[key] = other
            type.__setattr__(cls, key, other)
            return
    arguments = value if isinstance(value, tuple) else (value,)
    if issubclass(cls, int):
        member = int.__new__(cls, *arguments)
    elif issubclass(cls, str):
        member = str.__new__(cls, *arguments)
    elif issubclass(cls, float):
        member = float.__new__(cls, *arguments)
    else:
        member = object.__new__(cls)
    member._value_ = value
    member._name_ = key
    member._sort_order_ = len(cls._member_names_)
    if cls.__init__ is not object.__init__:
        member.__init__(*arguments)
    # Flags of no bit or of several are names for others together.
    if not getattr(cls, "_bits_", False) or value > 0 and value & (value - 1) == 0:
        cls._member_names_.append(key)
    cls._member_map_[key] = member
    type.__setattr__(cls, key, member)


def _by_value(cls, value):
    if type(value) is cls:
        return value
    for member in cls._member_map_.values():
        if member._value_ == value:
            return member
    result = cls._missing_(value)
    if isinstance(result, cls):
        return result
    raise ValueError("%r is not a valid %s" % (value, cls.__qualname__))


def _functional(cls, name, names, start):
    if isinstance(names, str):
        names = names.replace(",", " ").split()
    namespace = {}
    at = start
    for item in names:
        if isinstance(item, str):
            namespace[item] = at
            at += 1
        else:
            namespace[item[0]] = item[1]
    made = type.__new__(type(cls), name, (cls,), namespace)
    type(cls).__init__(made, name, (cls,), namespace)
    return made


class Enum(metaclass=EnumType):
    """A fixed set of named values."""

    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start
        return max(last_values) + 1

    _generate_next_value_ = staticmethod(_generate_next_value_)

    @classmethod
    def _missing_(cls, value):
        return None

    @property
    def name(self):
        """The member's name."""
        return self._name_

    @property
    def value(self):
        """The member's value."""
        return self._value_

    def __repr__(self):
        return "<%s.%s: %r>" % (self.__class__.__name__, self._name_, self._value_)

    def __str__(self):
        return "%s.%s" % (self.__class__.__name__, self._name_)

    def __format__(self, spec):
        return format(str(self), spec)


class ReprEnum(Enum):
    """Only repr differs from the plain value."""


class IntEnum(int, ReprEnum):
    """Members are ints."""

    __repr__ = Enum.__repr__

    def __str__(self):
        return int.__repr__(self)

    def __format__(self, spec):
        return format(int(self), spec)


class StrEnum(str, ReprEnum):
    """Members are strings."""

    __repr__ = Enum.__repr__

    def _generate_next_value_(name, start, count, last_values):
        return name.lower()

    _generate_next_value_ = staticmethod(_generate_next_value_)

    def __str__(self):
        return self._value_

    def __format__(self, spec):
        return format(self._value_, spec)


class Flag(Enum):
    """Members are bits that combine."""

    _bits_ = True

    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start
        return 1 << max(last_values).bit_length()

    _generate_next_value_ = staticmethod(_generate_next_value_)

    @classmethod
    def _missing_(cls, value):
        known = 0
        for member in cls._member_map_.values():
            known |= member._value_
        if not isinstance(value, int) or value & ~known:
            return None
        names = [name for name in cls._member_names_ if cls._member_map_[name]._value_ & value]
        member = int.__new__(cls, value) if issubclass(cls, int) else object.__new__(cls)
        member._value_ = value
        member._name_ = "|".join(names) if names else None
        return member

    def __or__(self, other):
        return self.__class__(self._value_ | _bits(other))

    def __and__(self, other):
        return self.__class__(self._value_ & _bits(other))

    def __xor__(self, other):
        return self.__class__(self._value_ ^ _bits(other))

    def __invert__(self):
        known = 0
        for member in self.__class__._member_map_.values():
            known |= member._value_
        return self.__class__(known & ~self._value_)

    def __contains__(self, other):
        return other._value_ & self._value_ == other._value_

    def __bool__(self):
        return bool(self._value_)

    def __eq__(self, other):
        return self is other or (type(self) is type(other) and self._value_ == other._value_)

    def __hash__(self):
        return hash(self._value_)

    def __iter__(self):
        return iter([self.__class__._member_map_[name] for name in self.__class__._member_names_
                     if self.__class__._member_map_[name]._value_ & self._value_])

    def __repr__(self):
        if self._name_ is None:
            return "<%s: %r>" % (self.__class__.__name__, self._value_)
        return "<%s.%s: %r>" % (self.__class__.__name__, self._name_, self._value_)

    def __str__(self):
        if self._name_ is None:
            return "%s(%r)" % (self.__class__.__name__, self._value_)
        return "%s.%s" % (self.__class__.__name__, self._name_)


class IntFlag(int, Flag):
    """Flags that are ints."""

    __repr__ = Flag.__repr__

    def __str__(self):
        return int.__repr__(self)


def _bits(other):
    return other._value_ if isinstance(other, Flag) else other


def unique(enumeration):
    """Class decorator: refuses two names for one value."""
    doubles = []
    for name, member in enumeration.__members__.items():
        if name != member.name:
            doubles.append("%s -> %s" % (name, member.name))
    if doubles:
        raise ValueError("duplicate values found in %r: %s" % (enumeration, ", ".join(doubles)))
    return enumeration
