"""Looking at functions, classes and frames."""

import sys
import types

__all__ = ["currentframe", "getdoc", "getfile", "getmembers", "getmodule", "getmro", "getsource",
           "getsourcelines", "getgeneratorstate", "isabstract", "isasyncgenfunction",
           "isawaitable", "isbuiltin", "isclass", "iscoroutine", "iscoroutinefunction", "isframe",
           "isfunction", "isgenerator", "isgeneratorfunction", "ismethod", "ismodule", "isroutine",
           "istraceback", "Parameter", "Signature", "signature", "stack", "cleandoc"]


def ismodule(object):
    """Whether it is a module."""
    return isinstance(object, type(sys))


def isclass(object):
    """Whether it is a class."""
    return isinstance(object, type)


def ismethod(object):
    """Whether it is a bound method of Python code."""
    return isinstance(object, types.MethodType)


def isfunction(object):
    """Whether it is a function of Python code."""
    return isinstance(object, types.FunctionType)


GEN_CREATED = "GEN_CREATED"
GEN_RUNNING = "GEN_RUNNING"
GEN_SUSPENDED = "GEN_SUSPENDED"
GEN_CLOSED = "GEN_CLOSED"


def getgeneratorstate(generator):
    """How far a generator has got."""
    if generator.gi_running:
        return GEN_RUNNING
    if generator.gi_suspended:
        return GEN_SUSPENDED
    return GEN_CLOSED if generator.gi_frame is None else GEN_CREATED


def isgenerator(object):
    """Whether it is a generator."""
    return isinstance(object, types.GeneratorType)


def isgeneratorfunction(obj):
    """Whether calling it makes a generator."""
    obj = getattr(obj, "__func__", obj)
    return isfunction(obj) and bool(obj.__code__.co_flags & 32)


def isbuiltin(object):
    """Whether it is a function of the interpreter's own."""
    return isinstance(object, types.BuiltinFunctionType)


def isroutine(object):
    """Whether it is a function of any kind."""
    return isbuiltin(object) or isfunction(object) or ismethod(object)


def isframe(object):
    """Whether it is a frame."""
    return type(object).__name__ in ("frame", "_Frame")


def istraceback(object):
    """Whether it is a traceback."""
    return type(object).__name__ == "traceback"


def iscoroutine(object):
    """There are no coroutines here."""
    return False


def iscoroutinefunction(obj):
    """There are no coroutines here."""
    return False


isawaitable = isasyncgenfunction = isasyncgen = iscoroutine


def isabstract(object):
    """Whether it is a class with abstract methods."""
    return isclass(object) and bool(getattr(object, "__abstractmethods__", ()))


def getmembers(object, predicate=None):
    """Names and values of attributes, sorted by name."""
    found = []
    for name in dir(object):
        try:
            value = getattr(object, name)
        except AttributeError:
            continue
        if predicate is None or predicate(value):
            found.append((name, value))
    return found


def getmro(cls):
    """The classes a class is made of, in the order of look-up."""
    return cls.__mro__


def getmodule(object):
    """The module something was made in."""
    if ismodule(object):
        return object
    return sys.modules.get(getattr(object, "__module__", None))


def cleandoc(doc):
    """A docstring without its margin."""
    lines = doc.expandtabs().split("\n")
    margin = None
    for line in lines[1:]:
        if line.strip():
            own = len(line) - len(line.lstrip())
            margin = own if margin is None else min(margin, own)
    lines[0] = lines[0].lstrip()
    if margin is not None:
        lines[1:] = [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def getdoc(object):
    """The docstring, without its margin."""
    doc = getattr(object, "__doc__", None)
    return cleandoc(doc) if isinstance(doc, str) else None


def getfile(object):
    """The file something was made in."""
    code = getattr(getattr(object, "__func__", object), "__code__", None)
    if code is not None:
        return code.co_filename
    module = getmodule(object)
    if module is not None and hasattr(module, "__file__"):
        return module.__file__
    raise TypeError("%r is a built-in %s" % (object, "class" if isclass(object) else "module"))


getsourcefile = getfile


def currentframe():
    """The caller's frame."""
    return sys._getframe(1)


class FrameInfo:
    """A frame and where it is."""

    def __init__(self, frame):
        self.frame = frame
        self.filename = frame.f_code.co_filename
        self.lineno = frame.f_lineno
        self.function = frame.f_code.co_name
        self.code_context = [frame._source]
        self.index = 0

    def _tuple(self):
        return (self.frame, self.filename, self.lineno, self.function, self.code_context,
                self.index)

    def __getitem__(self, at):
        return self._tuple()[at]

    def __iter__(self):
        return iter(self._tuple())

    def __len__(self):
        return 6


def stack(context=1):
    """The callers, the nearest first."""
    found = []
    frame = sys._getframe(1)
    while frame is not None:
        found.append(FrameInfo(frame))
        frame = frame.f_back
    return found


class _empty:
    """Stands for what is not given."""


class _Kind(int):
    """How an argument may be given."""

    def __new__(cls, number, name, words):
        self = int.__new__(cls, number)
        self.name = name
        self.description = words
        return self

    def __init__(self, number, name, words):
        pass

    def __str__(self):
        return self.name

    def __repr__(self):
        return "<_ParameterKind.%s: %d>" % (self.name, int(self))


class Parameter:
    """One parameter."""

    empty = _empty
    POSITIONAL_ONLY = _Kind(0, "POSITIONAL_ONLY", "positional-only")
    POSITIONAL_OR_KEYWORD = _Kind(1, "POSITIONAL_OR_KEYWORD", "positional or keyword")
    VAR_POSITIONAL = _Kind(2, "VAR_POSITIONAL", "variadic positional")
    KEYWORD_ONLY = _Kind(3, "KEYWORD_ONLY", "keyword-only")
    VAR_KEYWORD = _Kind(4, "VAR_KEYWORD", "variadic keyword")

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        self.name = name
        self.kind = kind
        self.default = default
        self.annotation = annotation

    def __str__(self):
        stars = {2: "*", 4: "**"}.get(int(self.kind), "")
        text = stars + self.name
        if self.annotation is not _empty:
            text += ": " + _shown(self.annotation)
        if self.default is not _empty:
            equals = " = " if self.annotation is not _empty else "="
            text += equals + repr(self.default)
        return text

    def __repr__(self):
        return '<Parameter "%s">' % self


def _shown(annotation):
    if isinstance(annotation, type):
        if annotation.__module__ == "builtins":
            return annotation.__qualname__
        return annotation.__module__ + "." + annotation.__qualname__
    return repr(annotation).replace("typing.", "")


class Signature:
    """The parameters of a callable."""

    empty = _empty

    def __init__(self, parameters=(), *, return_annotation=_empty):
        self.parameters = {one.name: one for one in parameters}
        self.return_annotation = return_annotation

    def __str__(self):
        parts = []
        starred = False
        slash = False
        for one in self.parameters.values():
            kind = int(one.kind)
            if slash and kind != 0:
                parts.append("/")
                slash = False
            slash = slash or kind == 0
            if kind == 2:
                starred = True
            elif kind == 3 and not starred:
                parts.append("*")
                starred = True
            parts.append(str(one))
        if slash:
            parts.append("/")
        text = "(" + ", ".join(parts) + ")"
        if self.return_annotation is not _empty:
            text += " -> " + _shown(self.return_annotation)
        return text

    def __repr__(self):
        return "<Signature %s>" % self

    def bind(self, /, *args, **kwargs):
        """Which argument belongs to which parameter."""
        return BoundArguments(self, _bound(self, args, kwargs))


class BoundArguments:
    """Arguments by parameter."""

    def __init__(self, signature, arguments):
        self.signature = signature
        self.arguments = arguments

    def apply_defaults(self):
        """Fills in what was not given."""
        full = {}
        for name, one in self.signature.parameters.items():
            if name in self.arguments:
                full[name] = self.arguments[name]
            elif one.default is not _empty:
                full[name] = one.default
            elif int(one.kind) == 2:
                full[name] = ()
            elif int(one.kind) == 4:
                full[name] = {}
        self.arguments = full


def _bound(signature, args, kwargs):
    found = {}
    args = list(args)
    kwargs = dict(kwargs)
    for name, one in signature.parameters.items():
        kind = int(one.kind)
        if kind == 2:
            if args:
                found[name] = tuple(args)
            args = []
        elif kind == 4:
            if kwargs:
                found[name] = kwargs
            kwargs = {}
        elif kind < 2 and args:
            if name in kwargs:
                raise TypeError("multiple values for argument %r" % name)
            found[name] = args.pop(0)
        elif name in kwargs:
            found[name] = kwargs.pop(name)
        elif one.default is _empty:
            raise TypeError("missing a required argument: %r" % name)
    if args:
        raise TypeError("too many positional arguments")
    if kwargs:
        raise TypeError("got an unexpected keyword argument %r" % list(kwargs)[0])
    return found


def signature(obj, *, follow_wrapped=True):
    """The parameters of a callable."""
    while follow_wrapped and hasattr(obj, "__wrapped__"):
        obj = obj.__wrapped__
    if ismethod(obj):
        return _without_first(signature(obj.__func__))
    if isclass(obj):
        if isfunction(obj.__init__):
            return _without_first(signature(obj.__init__))
        return Signature()
    if not isfunction(obj):
        call = getattr(type(obj), "__call__", None)
        if isfunction(call):
            return _without_first(signature(call))
        raise ValueError("no signature found for builtin %r" % (obj,))
    return _function_signature(obj)


def _without_first(found):
    return Signature(list(found.parameters.values())[1:],
                     return_annotation=found.return_annotation)


def _function_signature(function):
    code = function.__code__
    names = code.co_varnames
    notes = function.__annotations__
    defaults = function.__defaults__ or ()
    named = function.__kwdefaults__ or {}
    count = code.co_argcount
    parameters = []

    def add(name, kind, default=_empty):
        parameters.append(Parameter(name, kind, default=default,
                                    annotation=notes.get(name, _empty)))

    for at in range(count):
        kind = (Parameter.POSITIONAL_ONLY if at < code.co_posonlyargcount
                else Parameter.POSITIONAL_OR_KEYWORD)
        back = count - at
        add(names[at], kind, defaults[-back] if back <= len(defaults) else _empty)
    after = count + code.co_kwonlyargcount
    if code.co_flags & 4:
        add(names[after], Parameter.VAR_POSITIONAL)
        after += 1
    for name in names[count:count + code.co_kwonlyargcount]:
        add(name, Parameter.KEYWORD_ONLY, named.get(name, _empty))
    if code.co_flags & 8:
        add(names[after], Parameter.VAR_KEYWORD)
    return Signature(parameters, return_annotation=notes.get("return", _empty))


def getsourcelines(object):
    """The lines of a function's or class's text, and the number of the first."""
    import _sys
    object = getattr(object, "__func__", object)
    while hasattr(object, "__wrapped__"):
        object = object.__wrapped__
    text = _sys.module_source(getattr(object, "__module__", None) or "")
    if text is None:
        raise OSError("could not get source code")
    lines = text.splitlines(True)
    if isclass(object):
        start = _class_line(lines, object.__name__)
    elif isfunction(object):
        start = object.__code__.co_firstlineno - 1
    else:
        raise TypeError("module, class, method, function, traceback, frame, or code object was "
                        "expected, got %s" % type(object).__name__)
    while start > 0 and lines[start - 1].lstrip().startswith("@"):
        start -= 1
    return _block(lines, start), start + 1


def _class_line(lines, name):
    for at, line in enumerate(lines):
        words = line.split()
        if words[:1] == ["class"] and words[1].startswith((name + ":", name + "(")) or (
                words[:2] == ["class", name]):
            return at
    raise OSError("could not find class definition")


def _block(lines, start):
    """The lines of a statement: up to the next one that is indented no deeper."""
    margin = len(lines[start]) - len(lines[start].lstrip())
    at = start
    brackets = 0
    while at < len(lines):
        code = lines[at].split("#")[0].rstrip()
        brackets += sum([code.count(char) for char in "([{"])
        brackets -= sum([code.count(char) for char in ")]}"])
        at += 1
        if brackets <= 0 and not code.lstrip().startswith("@") and ":" in code:
            break
    end = at
    if not code.endswith(":"):
        return lines[start:end]
    while at < len(lines):
        line = lines[at]
        at += 1
        if not line.strip():
            continue
        if len(line) - len(line.lstrip()) <= margin:
            break
        end = at
    return lines[start:end]


def getsource(object):
    """The text of a function or class."""
    return "".join(getsourcelines(object)[0])
