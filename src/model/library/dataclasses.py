"""Classes that mainly hold data: __init__, __repr__, __eq__ made from annotations."""

from collections import _missing_text

__all__ = ["dataclass", "field", "Field", "FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING",
           "fields", "asdict", "astuple", "make_dataclass", "replace", "is_dataclass"]


class FrozenInstanceError(AttributeError):
    """Raised on assigning to a frozen instance."""


class _Missing:
    def __repr__(self):
        return "<dataclasses._MISSING_TYPE object>"


MISSING = _Missing()


class _KwOnly:
    pass


KW_ONLY = _KwOnly()


class InitVar:
    """An argument of __init__ that is passed on to __post_init__ only."""

    def __init__(self, type):
        self.type = type

    def __class_getitem__(cls, type):
        return cls(type)


_FIELDS = "__dataclass_fields__"


class Field:
    """What is known of one field."""

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = {} if metadata is None else metadata
        self.kw_only = kw_only
        self._init_only = False

    def has_default(self):
        return self.default is not MISSING or self.default_factory is not MISSING


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None,
          compare=True, metadata=None, kw_only=MISSING):
    """Settings of one field."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False,
              frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """Class decorator: adds methods made from the class's annotations."""
    def wrap(cls):
        _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only)
        return _with_slots(cls) if slots else cls
    if cls is None:
        return wrap
    return wrap(cls)


def _type_text(annotation):
    if isinstance(annotation, str):
        return annotation
    return repr(annotation)


def _shown(annotation):
    """An annotation as `inspect` shows it."""
    if not isinstance(annotation, type):
        return repr(annotation).replace("typing.", "")
    if annotation.__module__ == "builtins":
        return annotation.__qualname__
    return annotation.__module__ + "." + annotation.__qualname__


def _own_fields(cls, kw_only):
    found = []
    for name, annotation in cls.__dict__.get("__annotations__", {}).items():
        text = _type_text(annotation)
        if annotation is KW_ONLY or text in ("KW_ONLY", "dataclasses.KW_ONLY"):
            kw_only = True
            continue
        if "ClassVar" in text:
            continue
        default = cls.__dict__.get(name, MISSING)
        if isinstance(default, Field):
            one = default
            if one.default is MISSING:
                delattr(cls, name)
            else:
                setattr(cls, name, one.default)
        else:
            one = field(default=default)
        if isinstance(one.default, (list, dict, set)):
            raise ValueError("mutable default %s for field %s is not allowed: use default_factory"
                             % (type(one.default), name))
        one.name = name
        one.type = annotation
        one._init_only = isinstance(annotation, InitVar) or text.startswith("InitVar")
        if one.kw_only is MISSING:
            one.kw_only = kw_only
        found.append(one)
    return found


def _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only):
    all_fields = {}
    for base in reversed(cls.__mro__[1:]):
        for name, one in getattr(base, _FIELDS, {}).items():
            all_fields[name] = one
    for one in _own_fields(cls, kw_only):
        all_fields[one.name] = one
    setattr(cls, _FIELDS, all_fields)
    everything = list(all_fields.values())
    shown = [one for one in everything if not one._init_only]
    if init:
        _check_order(everything)
        _set_new(cls, "__init__", _make_init(cls, everything, frozen))
    if repr:
        _set_new(cls, "__repr__", _make_repr(shown))
    compared = [one.name for one in shown if one.compare]
    if eq:
        _set_new(cls, "__eq__", _make_eq(compared))
    if order:
        if not eq:
            raise ValueError("eq must be true if order is true")
        _make_order(cls, compared)
    if frozen:
        _freeze(cls, all_fields)
    if "__hash__" not in cls.__dict__ or eq:
        _set_hash(cls, shown, eq, frozen, unsafe_hash)
    if cls.__dict__.get("__doc__") is None:
        cls.__doc__ = "%s(%s)" % (cls.__name__, ", ".join(_parameters(everything)))
    if match_args and "__match_args__" not in cls.__dict__:
        cls.__match_args__ = tuple([one.name for one in everything if one.init and not one.kw_only])
    return cls


def _with_slots(cls):
    """The same class made anew: slots are given when a class is made."""
    if "__slots__" in cls.__dict__:
        raise TypeError("%s already specifies __slots__" % cls.__name__)
    members = dict(cls.__dict__)
    names = tuple([one.name for one in fields(cls)])
    inherited = [slot for base in cls.__mro__[1:] for slot in getattr(base, "__slots__", ())]
    members["__slots__"] = tuple([name for name in names if name not in inherited])
    for name in (*names, "__dict__", "__weakref__"):
        members.pop(name, None)
    made = type(cls)(cls.__name__, cls.__bases__, members)
    made.__qualname__ = cls.__qualname__
    return made


def _parameters(everything):
    """The parameters of `__init__` as `inspect` shows them."""
    order = [one for one in everything if one.init and not one.kw_only]
    keyword_only = [one for one in everything if one.init and one.kw_only]
    texts = [_parameter(one) for one in order]
    return texts + ["*"] + [_parameter(one) for one in keyword_only] if keyword_only else texts


def _parameter(one):
    text = "%s: %s" % (one.name, _shown(one.type))
    if one.default_factory is not MISSING:
        return text + " = <factory>"
    return text if one.default is MISSING else "%s = %r" % (text, one.default)


def _set_new(cls, name, function):
    if name not in cls.__dict__:
        function.__qualname__ = "%s.%s" % (cls.__qualname__, name)
        setattr(cls, name, function)


def _check_order(everything):
    seen_default = False
    for one in everything:
        if not one.init or one.kw_only:
            continue
        if one.has_default():
            seen_default = True
        elif seen_default:
            raise TypeError("non-default argument %r follows default argument" % one.name)


def _make_init(cls, everything, frozen):
    positional = [one for one in everything if one.init and not one.kw_only]
    by_name = {one.name: one for one in everything if one.init}
    what = "%s.__init__()" % cls.__qualname__

    def __init__(self, /, *args, **kwargs):
        if len(args) > len(positional):
            raise TypeError(_too_many(what, positional, len(args)))
        given = {}
        for one, value in zip(positional, args):
            given[one.name] = value
        for name in kwargs:
            if name not in by_name:
                raise TypeError("%s got an unexpected keyword argument %r" % (what, name))
            if name in given:
                raise TypeError("%s got multiple values for argument %r" % (what, name))
            given[name] = kwargs[name]
        missing = [one.name for one in everything
                   if one.init and one.name not in given and not one.has_default()]
        if missing:
            raise TypeError(_missing_text(what, missing))
        for_post = []
        for one in everything:
            if one.name in given:
                value = given[one.name]
            elif one.default_factory is not MISSING:
                value = one.default_factory()
            elif one.default is not MISSING:
                value = one.default
            else:
                continue
            if one._init_only:
                for_post.append(value)
            elif frozen:
                object.__setattr__(self, one.name, value)
            else:
                setattr(self, one.name, value)
        if hasattr(self, "__post_init__"):
            self.__post_init__(*for_post)
    return __init__


def _too_many(what, positional, count):
    required = len([one for one in positional if not one.has_default()]) + 1
    most = len(positional) + 1
    if required == most:
        plural = "s" if most != 1 else ""
        return "%s takes %d positional argument%s but %d were given" % (
            what, most, plural, count + 1)
    return "%s takes from %d to %d positional arguments but %d were given" % (
        what, required, most, count + 1)


def _make_repr(shown):
    names = [one.name for one in shown if one.repr]

    def __repr__(self):
        parts = ["%s=%r" % (name, getattr(self, name)) for name in names]
        return "%s(%s)" % (type(self).__qualname__, ", ".join(parts))
    return __repr__


def _values(obj, names):
    return tuple([getattr(obj, name) for name in names])


def _make_eq(names):
    def __eq__(self, other):
        if other.__class__ is self.__class__:
            return _values(self, names) == _values(other, names)
        return NotImplemented
    return __eq__


def _make_order(cls, names):
    def __lt__(self, other):
        if other.__class__ is self.__class__:
            return _values(self, names) < _values(other, names)
        return NotImplemented

    def __le__(self, other):
        if other.__class__ is self.__class__:
            return _values(self, names) <= _values(other, names)
        return NotImplemented

    def __gt__(self, other):
        if other.__class__ is self.__class__:
            return _values(self, names) > _values(other, names)
        return NotImplemented

    def __ge__(self, other):
        if other.__class__ is self.__class__:
            return _values(self, names) >= _values(other, names)
        return NotImplemented

    for name, function in (("__lt__", __lt__), ("__le__", __le__), ("__gt__", __gt__),
                           ("__ge__", __ge__)):
        if name in cls.__dict__:
            raise TypeError("Cannot overwrite attribute %s in class %s. Consider using "
                            "functools.total_ordering" % (name, cls.__name__))
        setattr(cls, name, function)


def _freeze(cls, names):
    def __setattr__(self, name, value):
        if type(self) is cls or name in names:
            raise FrozenInstanceError("cannot assign to field %r" % name)
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        if type(self) is cls or name in names:
            raise FrozenInstanceError("cannot delete field %r" % name)
        object.__delattr__(self, name)

    cls.__setattr__ = __setattr__
    cls.__delattr__ = __delattr__


def _set_hash(cls, shown, eq, frozen, unsafe_hash):
    names = [one.name for one in shown if (one.compare if one.hash is None else one.hash)]

    def __hash__(self):
        return hash(_values(self, names))

    if unsafe_hash or (eq and frozen):
        cls.__hash__ = __hash__
    elif eq and "__hash__" not in cls.__dict__:
        cls.__hash__ = None


def is_dataclass(obj):
    """Whether it is a dataclass or an instance of one."""
    return hasattr(obj if isinstance(obj, type) else type(obj), _FIELDS)


def fields(class_or_instance):
    """The fields of a dataclass."""
    found = getattr(class_or_instance, _FIELDS, None)
    if found is None:
        raise TypeError("must be called with a dataclass type or instance")
    return tuple([one for one in found.values() if not one._init_only])


def asdict(obj, *, dict_factory=dict):
    """The fields as a dict, all the way down."""
    if not is_dataclass(obj) or isinstance(obj, type):
        raise TypeError("asdict() should be called on dataclass instances")
    return _plain(obj, dict_factory, True)


def astuple(obj, *, tuple_factory=tuple):
    """The fields as a tuple, all the way down."""
    if not is_dataclass(obj) or isinstance(obj, type):
        raise TypeError("astuple() should be called on dataclass instances")
    return _plain(obj, tuple_factory, False)


def _plain(value, factory, named):
    if is_dataclass(value) and not isinstance(value, type):
        pairs = [(one.name, _plain(getattr(value, one.name), factory, named))
                 for one in fields(value)]
        return factory(pairs) if named else factory([item for _name, item in pairs])
    if isinstance(value, (list, tuple)):
        items = [_plain(item, factory, named) for item in value]
        return items if isinstance(value, list) else tuple(items)
    if isinstance(value, dict):
        return {_plain(key, factory, named): _plain(value[key], factory, named) for key in value}
    return value


def replace(obj, /, **changes):
    """A copy with some fields changed."""
    for one in fields(obj):
        if not one.init:
            if one.name in changes:
                raise ValueError("field %s is declared with init=False, it cannot be specified"
                                 " with replace()" % one.name)
            continue
        if one.name not in changes:
            changes[one.name] = getattr(obj, one.name)
    return obj.__class__(**changes)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, **options):
    """A dataclass made from a list of names."""
    names = {} if namespace is None else dict(namespace)
    annotations = {}
    for item in fields:
        if isinstance(item, str):
            annotations[item] = "typing.Any"
            continue
        annotations[item[0]] = item[1]
        if len(item) == 3:
            names[item[0]] = item[2]
    names["__annotations__"] = annotations
    return dataclass(type(cls_name, bases, names), **options)
