"""Names for annotations. They mean nothing at run time, so one class stands for all of them."""


class _Form:
    """Any[...], List[int], Callable[..., None] ...: subscripts give the same again."""

    def __init__(self, name, args=None):
        self._name = name
        self.__name__ = name
        self.__args__ = args

    def __getitem__(self, args):
        return _Form(self._name, args if isinstance(args, tuple) else (args,))

    def __or__(self, other):
        return _Form("Union", (self, other))

    def __ror__(self, other):
        return _Form("Union", (other, self))

    def __call__(self, *args, **kwargs):
        maker = _MAKERS.get(self._name)
        if maker is None:
            raise TypeError("Cannot instantiate typing.%s" % self._name)
        return maker(*args, **kwargs)

    def __repr__(self):
        if self.__args__ is None:
            return "typing.%s" % self._name
        parts = []
        for arg in self.__args__:
            if arg is Ellipsis:
                parts.append("...")
            elif isinstance(arg, type):
                parts.append("None" if arg is type(None) else arg.__name__)
            else:
                parts.append(repr(arg))
        return "typing.%s[%s]" % (self._name, ", ".join(parts))


_MAKERS = {"List": list, "Dict": dict, "Set": set, "Tuple": tuple, "FrozenSet": frozenset}

Any = _Form("Any")
Annotated = _Form("Annotated")
AnyStr = _Form("AnyStr")
Awaitable = _Form("Awaitable")
Callable = _Form("Callable")
ClassVar = _Form("ClassVar")
Collection = _Form("Collection")
Concatenate = _Form("Concatenate")
Container = _Form("Container")
Deque = _Form("Deque")
DefaultDict = _Form("DefaultDict")
Dict = _Form("Dict")
Final = _Form("Final")
FrozenSet = _Form("FrozenSet")
Generator = _Form("Generator")
Hashable = _Form("Hashable")
Iterable = _Form("Iterable")
Iterator = _Form("Iterator")
List = _Form("List")
Literal = _Form("Literal")
Mapping = _Form("Mapping")
MutableMapping = _Form("MutableMapping")
MutableSequence = _Form("MutableSequence")
Never = _Form("Never")
NoReturn = _Form("NoReturn")
Optional = _Form("Optional")
OrderedDict = _Form("OrderedDict")
Self = _Form("Self")
Sequence = _Form("Sequence")
Set = _Form("Set")
Sized = _Form("Sized")
Text = str
Tuple = _Form("Tuple")
Type = _Form("Type")
TypeAlias = _Form("TypeAlias")
Union = _Form("Union")
TYPE_CHECKING = False


class Generic:
    """Base of generic classes."""

    def __class_getitem__(cls, args):
        return cls


class Protocol:
    """Base of protocols."""

    def __class_getitem__(cls, args):
        return cls


class TypeVar:
    """A variable that stands for a type."""

    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False):
        self.__name__ = name
        self.__constraints__ = constraints
        self.__bound__ = bound

    def __repr__(self):
        return "~" + self.__name__


class ParamSpec(TypeVar):
    """A variable that stands for parameters."""

    args = None
    kwargs = None


class _NamedTupleMeta(type):
    def __new__(metacls, name, bases, namespace):
        if not bases:
            return type.__new__(metacls, name, bases, namespace)
        import collections
        fields = list(namespace.get("__annotations__", {}))
        defaults = [namespace[field] for field in fields if field in namespace]
        cls = collections.namedtuple(name, fields, defaults=defaults)
        for key, value in namespace.items():
            if key not in fields and key not in ("__module__", "__qualname__", "__annotations__"):
                setattr(cls, key, value)
        return cls


class NamedTuple(metaclass=_NamedTupleMeta):
    """Base of classes whose annotations become a named tuple."""


class TypedDict(dict):
    """Base of dicts with known keys; a plain dict at run time."""


def NewType(name, tp):
    """A function that gives its argument back."""
    def new_type(x):
        return x
    new_type.__name__ = name
    return new_type


def cast(typ, val):
    """The value unchanged."""
    return val


def overload(func):
    """Marks a signature; the last definition counts."""
    return func


def final(f):
    """Marks what must not be overridden."""
    return f


def runtime_checkable(cls):
    """Marks a protocol."""
    return cls


def no_type_check(arg):
    """Marks what is not checked."""
    return arg


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """The annotations of a function or class."""
    return dict(getattr(obj, "__annotations__", {}))
