"""Names for annotations: at run time they say only what they are."""

import collections
import collections.abc
import contextlib
import types
from types import _shown

__all__ = ["AbstractSet", "Annotated", "Any", "AnyStr", "AsyncContextManager", "AsyncGenerator",
           "AsyncIterable", "AsyncIterator", "Awaitable", "BinaryIO", "ByteString",
           "Callable", "ChainMap", "ClassVar", "Collection", "Concatenate", "Container",
           "ContextManager", "Coroutine", "Counter", "DefaultDict", "Deque", "Dict", "Final",
           "ForwardRef", "FrozenSet", "Generator", "Generic", "Hashable", "IO", "ItemsView",
           "Iterable", "Iterator", "KeysView", "List", "Literal", "LiteralString", "Mapping",
           "Match", "MutableMapping", "MutableSequence", "MutableSet", "NamedTuple", "Never", "NewType",
           "NoReturn", "NotRequired", "Optional", "OrderedDict", "ParamSpec", "Pattern", "Protocol",
           "Required", "Reversible", "Self", "Sequence", "Set", "Sized", "SupportsFloat",
           "SupportsIndex", "SupportsInt", "Text", "TextIO", "Tuple", "Type", "TypeAlias",
           "TypeGuard", "TypedDict", "TypeVar", "Union", "Unpack", "ValuesView", "assert_never",
           "assert_type", "cast", "clear_overloads", "dataclass_transform", "final", "get_args",
           "get_origin", "get_overloads", "get_type_hints", "is_typeddict", "no_type_check",
           "overload", "reveal_type", "runtime_checkable", "TYPE_CHECKING"]

TYPE_CHECKING = False


class ForwardRef:
    """A type that is given by its name."""

    def __init__(self, arg):
        self.__forward_arg__ = arg

    def __eq__(self, other):
        return isinstance(other, ForwardRef) and self.__forward_arg__ == other.__forward_arg__

    def __hash__(self):
        return hash(self.__forward_arg__)

    def __repr__(self):
        return "ForwardRef(%r)" % self.__forward_arg__


def _type(arg):
    """An argument of a form as the form keeps it."""
    if arg is None:
        return type(None)
    if isinstance(arg, str):
        return ForwardRef(arg)
    return arg


class _Typing:
    """What everything here can do."""

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __hash__(self):
        return hash(repr(self))

    def __eq__(self, other):
        if type(self) is not type(other):
            return NotImplemented
        return repr(self) == repr(other)


class _Alias(_Typing):
    """A form with its arguments: List[int]."""

    def __init__(self, form, origin, args):
        self._form = form
        self.__origin__ = origin
        self.__args__ = args
        self.__parameters__ = tuple([arg for arg in args if isinstance(arg, TypeVar)])

    def __getitem__(self, args):
        return self._form._of(args)

    def __call__(self, *args, **kwargs):
        made = self.__origin__(*args, **kwargs)
        try:
            made.__orig_class__ = self
        except AttributeError:
            pass
        return made

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.__origin__, name)

    def __instancecheck__(self, instance):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __repr__(self):
        return self._form._text(self.__args__)


class _UnionAlias(_Alias):
    def __instancecheck__(self, instance):
        return isinstance(instance, self.__args__)

    def __eq__(self, other):
        if not isinstance(other, _UnionAlias):
            return NotImplemented
        return set(self.__args__) == set(other.__args__)

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __repr__(self):
        rest = [arg for arg in self.__args__ if arg is not type(None)]
        if len(rest) == 1 and len(self.__args__) == 2:
            return "typing.Optional[%s]" % _shown(rest[0])
        return _Alias.__repr__(self)


class _Form(_Typing):
    """Any, NoReturn, List ...: with an origin it can be called and asked about."""

    def __init__(self, name, origin=None):
        self._name = name
        self.__name__ = name
        self.__origin__ = origin

    def _of(self, args):
        args = args if isinstance(args, tuple) else (args,)
        return _Alias(self, self.__origin__ or self, tuple([_type(arg) for arg in args]))

    def __getitem__(self, args):
        return self._of(args)

    def __call__(self, *args, **kwargs):
        if self.__origin__ is None:
            raise TypeError("Cannot instantiate %r" % self)
        raise TypeError("Type %s cannot be instantiated; use %s() instead"
                        % (self._name, self.__origin__.__name__))

    def __instancecheck__(self, instance):
        if self.__origin__ is None:
            raise TypeError("%r cannot be used with isinstance()" % self)
        return isinstance(instance, self.__origin__)

    def _text(self, args):
        return "typing.%s[%s]" % (self._name, ", ".join([_shown(arg) for arg in args]) or "()")

    def __repr__(self):
        return "typing." + self._name


class _Callable(_Form):
    def _of(self, args):
        taken, result = args
        taken = tuple(taken) if isinstance(taken, list) else (taken,)
        return _Alias(self, self.__origin__, tuple([_type(arg) for arg in taken + (result,)]))

    def _text(self, args):
        taken = args[:-1]
        shown = "[%s]" % ", ".join([_shown(arg) for arg in taken])
        if len(taken) == 1 and (taken[0] is Ellipsis or isinstance(taken[0], ParamSpec)):
            shown = _shown(taken[0])
        return "typing.Callable[%s, %s]" % (shown, _shown(args[-1]))


class _Tuple(_Form):
    def _of(self, args):
        if args == ():
            return _Alias(self, tuple, ())
        return _Form._of(self, args)


class _Union(_Form):
    def _of(self, args):
        parts = []
        for arg in args if isinstance(args, tuple) else (args,):
            arg = _type(arg)
            nested = isinstance(arg, (_UnionAlias, types.UnionType))
            for part in arg.__args__ if nested else (arg,):
                if part not in parts:
                    parts.append(part)
        return parts[0] if len(parts) == 1 else _UnionAlias(self, self, tuple(parts))


class _Optional(_Form):
    def _of(self, args):
        return Union[args, None]


class _Any(_Form):
    def __call__(self, *args, **kwargs):
        raise TypeError("Any cannot be instantiated")


class _Literal(_Form):
    def _of(self, args):
        return _Alias(self, self, args if isinstance(args, tuple) else (args,))

    def _text(self, args):
        return "typing.Literal[%s]" % ", ".join([repr(arg) for arg in args])


class _AnnotatedAlias(_Alias):
    def __repr__(self):
        more = [repr(one) for one in self.__metadata__]
        return "typing.Annotated[%s]" % ", ".join([_shown(self.__args__[0])] + more)


class _Annotated(_Form):
    def _of(self, args):
        made = _AnnotatedAlias(self, _type(args[0]), (_type(args[0]),))
        made.__metadata__ = args[1:]
        return made


Any = _Any("Any")
Annotated = _Annotated("Annotated")
ClassVar = _Form("ClassVar")
Concatenate = _Form("Concatenate")
Final = _Form("Final")
Literal = _Literal("Literal")
LiteralString = _Form("LiteralString")
Never = _Form("Never")
NoReturn = _Form("NoReturn")
NotRequired = _Form("NotRequired")
Optional = _Optional("Optional")
Required = _Form("Required")
Self = _Form("Self")
TypeAlias = _Form("TypeAlias")
TypeGuard = _Form("TypeGuard")
Union = _Union("Union")
Unpack = _Form("Unpack")

AsyncContextManager = _Form("AsyncContextManager")
AsyncGenerator = _Form("AsyncGenerator")
AsyncIterable = _Form("AsyncIterable")
AsyncIterator = _Form("AsyncIterator")
Match = _Form("Match")
Pattern = _Form("Pattern")
AbstractSet = _Form("AbstractSet", collections.abc.Set)
Awaitable = _Form("Awaitable", collections.abc.Awaitable)
ByteString = _Form("ByteString", collections.abc.ByteString)
Callable = _Callable("Callable", collections.abc.Callable)
ChainMap = _Form("ChainMap", collections.ChainMap)
Collection = _Form("Collection", collections.abc.Collection)
Container = _Form("Container", collections.abc.Container)
ContextManager = _Form("ContextManager", contextlib.AbstractContextManager)
Coroutine = _Form("Coroutine", collections.abc.Coroutine)
Counter = _Form("Counter", collections.Counter)
DefaultDict = _Form("DefaultDict", collections.defaultdict)
Deque = _Form("Deque", collections.deque)
Dict = _Form("Dict", dict)
FrozenSet = _Form("FrozenSet", frozenset)
Generator = _Form("Generator", collections.abc.Generator)
Hashable = _Form("Hashable", collections.abc.Hashable)
ItemsView = _Form("ItemsView", collections.abc.ItemsView)
Iterable = _Form("Iterable", collections.abc.Iterable)
Iterator = _Form("Iterator", collections.abc.Iterator)
KeysView = _Form("KeysView", collections.abc.KeysView)
List = _Form("List", list)
Mapping = _Form("Mapping", collections.abc.Mapping)
MutableMapping = _Form("MutableMapping", collections.abc.MutableMapping)
MutableSequence = _Form("MutableSequence", collections.abc.MutableSequence)
MutableSet = _Form("MutableSet", collections.abc.MutableSet)
OrderedDict = _Form("OrderedDict", collections.OrderedDict)
Reversible = _Form("Reversible", collections.abc.Reversible)
Sequence = _Form("Sequence", collections.abc.Sequence)
Set = _Form("Set", set)
Sized = _Form("Sized", collections.abc.Sized)
Text = str
Tuple = _Tuple("Tuple", tuple)
Type = _Form("Type", type)
ValuesView = _Form("ValuesView", collections.abc.ValuesView)


class TypeVar(_Typing):
    """A variable that stands for a type."""

    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False):
        self.__name__ = name
        self.__constraints__ = constraints
        self.__bound__ = bound
        self._sign = "+" if covariant else "-" if contravariant else "~"

    def __repr__(self):
        return self._sign + self.__name__

    def __eq__(self, other):
        return self is other

    def __hash__(self):
        return id(self)


class ParamSpec(TypeVar):
    """A variable that stands for parameters."""

    @property
    def args(self):
        """The type of *args."""
        return _Form(self.__name__ + ".args")

    @property
    def kwargs(self):
        """The type of **kwargs."""
        return _Form(self.__name__ + ".kwargs")


AnyStr = TypeVar("AnyStr", bytes, str)


class _Of(_Form):
    """A class of the script with parameters."""

    def __init__(self, cls):
        _Form.__init__(self, cls.__qualname__, cls)

    def _text(self, args):
        return "%s[%s]" % (_shown(self.__origin__), ", ".join([_shown(arg) for arg in args]))


class Generic:
    """Base of generic classes."""

    def __class_getitem__(cls, args):
        return _Of(cls)._of(args)


class _ProtocolMeta(type):
    def __instancecheck__(cls, instance):
        if cls in type(instance).__mro__:
            return True
        if not cls.__dict__.get("_is_runtime"):
            if "_is_protocol" in cls.__dict__:
                raise TypeError("Instance and class checks can only be used with"
                                " @runtime_checkable protocols")
            return False
        names = list(cls.__dict__) + list(cls.__dict__.get("__annotations__", ()))
        return all([hasattr(instance, name) for name in names if name[:1] != "_"])


class Protocol(metaclass=_ProtocolMeta):
    """Base of protocols."""

    def __class_getitem__(cls, args):
        return _Of(cls)._of(args)

    def __new__(cls, *args, **kwargs):
        if cls.__dict__.get("_is_protocol"):
            raise TypeError("Protocols cannot be instantiated")
        return object.__new__(cls)

    def __init_subclass__(cls, **options):
        if Protocol in cls.__bases__:
            cls._is_protocol = True


def runtime_checkable(cls):
    """Makes a protocol one that isinstance() can ask for."""
    cls._is_runtime = True
    return cls


class SupportsInt(Protocol):
    """Has __int__."""


class SupportsFloat(Protocol):
    """Has __float__."""


class SupportsIndex(Protocol):
    """Has __index__."""


class IO(Generic):
    """A file."""


class TextIO(IO):
    """A file of text."""


class BinaryIO(IO):
    """A file of bytes."""


class _NamedTupleMeta(type):
    def __new__(metacls, name, bases, namespace):
        if not bases:
            return type.__new__(metacls, name, bases, namespace)
        notes = namespace.get("__annotations__", {})
        fields = list(notes)
        defaults = [namespace[field] for field in fields if field in namespace]
        cls = collections.namedtuple(name, fields, defaults=defaults)
        for key, value in namespace.items():
            if key not in fields and key not in ("__module__", "__qualname__"):
                setattr(cls, key, value)
        cls.__module__ = namespace.get("__module__", "__main__")
        return cls


class NamedTuple(metaclass=_NamedTupleMeta):
    """Base of classes whose annotations become a named tuple."""

    def __new__(cls, typename, fields=(), /, **named):
        pairs = list(fields) + list(named.items())
        made = collections.namedtuple(typename, [name for name, _ in pairs])
        made.__annotations__ = dict(pairs)
        return made


class TypedDict(dict):
    """Base of dicts with known keys; a plain dict at run time."""

    def __init_subclass__(cls, total=True):
        cls.__total__ = total

    def __new__(cls, *args, **kwargs):
        return dict(*args, **kwargs)


class NewType:
    """A function that gives its argument back."""

    def __init__(self, name, tp):
        self.__name__ = self.__qualname__ = name
        self.__supertype__ = tp
        self.__module__ = "__main__"

    def __call__(self, x, /):
        return x

    def __repr__(self):
        return self.__module__ + "." + self.__qualname__

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


def cast(typ, val):
    """The value unchanged."""
    return val


def overload(func):
    """Marks a signature; the last definition counts."""
    return func


def final(f):
    """Marks what must not be overridden."""
    return f


def no_type_check(arg):
    """Marks what is not checked."""
    return arg


def dataclass_transform(**options):
    """Marks what makes classes like dataclasses."""
    return lambda decorated: decorated


def assert_type(val, typ, /):
    """The value unchanged."""
    return val


def assert_never(arg, /):
    """Never to be reached."""
    raise AssertionError("Expected code to be unreachable, but got: %r" % (arg,))


def reveal_type(obj, /):
    """Says the value's type on stderr."""
    import sys
    print("Runtime type is %r" % type(obj).__name__, file=sys.stderr)
    return obj


def get_overloads(func):
    """Overloads are not kept."""
    return []


def clear_overloads():
    """Overloads are not kept."""


def is_typeddict(tp):
    """Whether it is a class made of TypedDict."""
    return isinstance(tp, type) and issubclass(tp, TypedDict) and tp is not TypedDict


def get_origin(tp):
    """The class of List[int] or list[int]; None of anything else."""
    if isinstance(tp, types.UnionType):
        return types.UnionType
    if isinstance(tp, _Alias) and tp._form is Annotated:
        return Annotated
    if isinstance(tp, (_Alias, types.GenericAlias, _Form)):
        return tp.__origin__
    return Generic if tp is Generic else None


def get_args(tp):
    """The parameters of List[int] or list[int]."""
    if isinstance(tp, _Alias) and tp._form is Annotated:
        return tp.__args__ + tp.__metadata__
    if isinstance(tp, _Alias) and tp._form is Callable and tp.__args__[0] is not Ellipsis:
        return (list(tp.__args__[:-1]), tp.__args__[-1])
    if isinstance(tp, (_Alias, types.GenericAlias, types.UnionType)):
        return tp.__args__
    return ()


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """The annotations of a function or class; those that are names become what they name."""
    import sys
    found = {}
    classes = reversed(obj.__mro__) if isinstance(obj, type) else (obj,)
    for one in classes:
        names = globalns
        if names is None:
            module = sys.modules.get(getattr(one, "__module__", None))
            names = {} if module is None else vars(module)
        for name, hint in getattr(one, "__dict__", {}).get("__annotations__", {}).items() \
                if isinstance(one, type) else getattr(one, "__annotations__", {}).items():
            found[name] = _named(hint, names, localns or {})
    return found


def _named(hint, names, local):
    import builtins
    if hint is None:
        return type(None)
    if not isinstance(hint, str):
        return hint
    if hint in local:
        return local[hint]
    if hint in names:
        return names[hint]
    if hasattr(builtins, hint):
        return getattr(builtins, hint)
    return ForwardRef(hint)
