"""Names of types that have no other name, and types made of types: list[int], int | None."""

import sys


def _function():
    pass


def _generator():
    yield


class _Class:
    def method(self):
        pass


FunctionType = type(_function)
LambdaType = FunctionType
GeneratorType = type(_generator())
MethodType = type(_Class().method)
BuiltinFunctionType = type(len)
BuiltinMethodType = BuiltinFunctionType
ModuleType = type(sys)
NoneType = type(None)
EllipsisType = type(Ellipsis)
NotImplementedType = type(NotImplemented)
CodeType = sys._Code
FrameType = sys._Frame
try:
    raise LookupError
except LookupError as _error:
    TracebackType = type(_error.__traceback__)


def _shown(one):
    """A type as a parameter is shown."""
    if one is Ellipsis:
        return "..."
    if isinstance(one, type):
        if one.__module__ == "builtins":
            return one.__qualname__
        return one.__module__ + "." + one.__qualname__
    if isinstance(one, list):
        return "[" + ", ".join([_shown(part) for part in one]) + "]"
    return repr(one)


class GenericAlias:
    """A class with parameters: list[int]."""

    __module__ = "types"

    def __init__(self, origin, args, /):
        self.__origin__ = origin
        self.__args__ = args if isinstance(args, tuple) else (args,)
        self.__parameters__ = ()

    def __repr__(self):
        shown = ", ".join([_shown(one) for one in self.__args__]) if self.__args__ else "()"
        return "%s[%s]" % (_shown(self.__origin__), shown)

    def __call__(self, *args, **kwargs):
        return self.__origin__(*args, **kwargs)

    def __getattr__(self, name):
        if name in ("__origin__", "__args__", "__parameters__"):
            raise AttributeError(name)
        return getattr(self.__origin__, name)

    def __getitem__(self, args):
        return GenericAlias(self.__origin__, args)

    def __eq__(self, other):
        if not isinstance(other, GenericAlias):
            return NotImplemented
        return self.__origin__ is other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __or__(self, other):
        return _union(self, other)

    def __ror__(self, other):
        return _union(other, self)

    def __instancecheck__(self, instance):
        raise TypeError("isinstance() argument 2 cannot be a parameterized generic")


class UnionType:
    """Several types: int | None."""

    __module__ = "types"

    def __init__(self, args):
        self.__args__ = args

    def __repr__(self):
        return " | ".join(["None" if one is NoneType else _shown(one) for one in self.__args__])

    def __eq__(self, other):
        if not isinstance(other, UnionType):
            return NotImplemented
        return set(self.__args__) == set(other.__args__)

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __or__(self, other):
        return _union(self, other)

    def __ror__(self, other):
        return _union(other, self)

    def __instancecheck__(self, instance):
        return isinstance(instance, self.__args__)


def _union(a, b):
    """`a | b`"""
    parts = []
    for one in (a, b):
        if one is None:
            one = NoneType
        if isinstance(one, UnionType):
            found = one.__args__
        elif isinstance(one, (type, GenericAlias)):
            found = (one,)
        else:
            return NotImplemented
        for part in found:
            if part not in parts:
                parts.append(part)
    return parts[0] if len(parts) == 1 else UnionType(tuple(parts))


class SimpleNamespace:
    """An object with the attributes it is given."""

    def __init__(self, /, **kwargs):
        for name in kwargs:
            setattr(self, name, kwargs[name])

    def __repr__(self):
        values = self.__dict__
        name = "namespace" if type(self) is SimpleNamespace else type(self).__name__
        return "%s(%s)" % (name, ", ".join(["%s=%r" % (key, values[key]) for key in values]))

    def __eq__(self, other):
        if isinstance(other, SimpleNamespace):
            return self.__dict__ == other.__dict__
        return NotImplemented


def MappingProxyType(mapping):
    """A copy of the mapping: reading it is the same."""
    return dict(mapping)
