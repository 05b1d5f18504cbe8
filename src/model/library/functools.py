"""Functions about functions."""

from _prelude import class_alias

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__")
WRAPPER_UPDATES = ("__dict__",)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Makes `wrapper` look like `wrapped`."""
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            continue
        setattr(wrapper, name, value)
    for name in updated:
        for key, value in list(getattr(wrapped, name, {}).items()):
            setattr(wrapper, key, value)
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Decorator: the function looks like `wrapped`."""
    def decorate(wrapper):
        return update_wrapper(wrapper, wrapped, assigned, updated)
    return decorate


_NO_INITIAL = object()


def reduce(function, sequence, initial=_NO_INITIAL, /):
    """Folds a sequence from the left."""
    iterator = iter(sequence)
    if initial is _NO_INITIAL:
        try:
            value = next(iterator)
        except StopIteration:
            raise TypeError("reduce() of empty iterable with no initial value") from None
    else:
        value = initial
    for item in iterator:
        value = function(value, item)
    return value


class partial:
    """A function with some arguments given already."""

    __class_getitem__ = class_alias

    def __init__(self, func, /, *args, **keywords):
        if not callable(func):
            raise TypeError("the first argument must be callable")
        if isinstance(func, partial):
            args = func.args + args
            merged = dict(func.keywords)
            merged.update(keywords)
            keywords = merged
            func = func.func
        self.func = func
        self.args = args
        self.keywords = keywords

    def __call__(self, /, *args, **keywords):
        if not self.keywords:
            return self.func(*self.args, *args, **keywords)
        merged = dict(self.keywords)
        merged.update(keywords)
        return self.func(*self.args, *args, **merged)

    def __repr__(self):
        parts = [repr(self.func)]
        parts.extend([repr(arg) for arg in self.args])
        parts.extend(["%s=%r" % (key, self.keywords[key]) for key in self.keywords])
        return "functools.partial(%s)" % ", ".join(parts)


class singledispatchmethod:
    """A method chosen by the class of its first argument."""

    def __init__(self, func):
        self.func = func
        self.dispatcher = singledispatch(lambda value: None)
        self.dispatcher.register(object, func)

    def register(self, cls, method=None):
        """Adds the method for a class."""
        return self.dispatcher.register(cls, method)

    def __get__(self, obj, cls=None):
        def method(*args, **keywords):
            found = self.dispatcher.dispatch(type(args[0]))
            if hasattr(found, "__get__"):
                return found.__get__(obj, cls)(*args, **keywords)
            return found(obj, *args, **keywords)
        return method


class partialmethod:
    """A method with some arguments given already."""

    def __init__(self, func, /, *args, **keywords):
        self.func = func
        self.args = args
        self.keywords = keywords

    def __get__(self, obj, cls=None):
        func = self.func
        args = self.args
        keywords = self.keywords

        def method(*more, **named):
            merged = dict(keywords)
            merged.update(named)
            return func(obj, *args, *more, **merged)
        return method


class _CacheInfo:
    def __init__(self, hits, misses, maxsize, currsize):
        self.hits = hits
        self.misses = misses
        self.maxsize = maxsize
        self.currsize = currsize

    def __iter__(self):
        return iter((self.hits, self.misses, self.maxsize, self.currsize))

    def __getitem__(self, index):
        return (self.hits, self.misses, self.maxsize, self.currsize)[index]

    def __repr__(self):
        return "CacheInfo(hits=%d, misses=%d, maxsize=%s, currsize=%d)" % (
            self.hits, self.misses, self.maxsize, self.currsize)


_MISSING = object()


def _cache_key(args, kwargs, typed):
    key = args
    if kwargs:
        key = key + (_MISSING,)
        for name in kwargs:
            key = key + (name, kwargs[name])
    if typed:
        key = key + tuple([type(arg) for arg in args])
        key = key + tuple([type(value) for value in kwargs.values()])
    return key


class _HashedSeq(list):
    """A key whose hash is worked out once."""

    def __init__(self, items):
        self[:] = items
        self.hashvalue = hash(items)

    def __hash__(self):
        return self.hashvalue


_KEYWORDS = (object(),)


def _make_key(args, kwds, typed, kwd_mark=_KEYWORDS, fasttypes={int, str}, **_):
    """What a call is known by: scripts that guard a cache key by key ask for it."""
    key = args
    if kwds:
        key += kwd_mark
        for item in kwds.items():
            key += item
    if typed:
        key += tuple([type(value) for value in args + tuple(kwds.values())])
    elif len(key) == 1 and type(key[0]) in fasttypes:
        return key[0]
    return _HashedSeq(key)


def lru_cache(maxsize=128, typed=False):
    """Decorator: remembers results of the latest calls."""
    if callable(maxsize):
        return _cached(maxsize, 128, False)
    if maxsize is not None and maxsize < 0:
        maxsize = 0

    def decorate(function):
        return _cached(function, maxsize, typed)
    return decorate


def cache(user_function, /):
    """Decorator: remembers all results."""
    return _cached(user_function, None, False)


def _cached(function, maxsize, typed):
    results = {}
    counts = [0, 0]

    def wrapper(*args, **kwargs):
        key = _cache_key(args, kwargs, typed)
        value = results.get(key, _MISSING)
        if value is not _MISSING:
            counts[0] += 1
            if maxsize is not None:
                results.pop(key, None)
                results[key] = value
            return value
        counts[1] += 1
        value = function(*args, **kwargs)
        if maxsize is None or maxsize > 0:
            results[key] = value
            if maxsize is not None and len(results) > maxsize:
                results.pop(next(iter(results)), None)
        return value

    def cache_info():
        return _CacheInfo(counts[0], counts[1], maxsize, len(results))

    def cache_clear():
        results.clear()
        counts[0] = 0
        counts[1] = 0

    def cache_parameters():
        return {"maxsize": maxsize, "typed": typed}

    wrapper.cache_info = cache_info
    wrapper.cache_clear = cache_clear
    wrapper.cache_parameters = cache_parameters
    return update_wrapper(wrapper, function)


def cmp_to_key(mycmp):
    """A key function from an old comparison function."""
    class K:
        def __init__(self, obj):
            self.obj = obj

        def __lt__(self, other):
            return mycmp(self.obj, other.obj) < 0

        def __gt__(self, other):
            return mycmp(self.obj, other.obj) > 0

        def __eq__(self, other):
            return mycmp(self.obj, other.obj) == 0

        def __le__(self, other):
            return mycmp(self.obj, other.obj) <= 0

        def __ge__(self, other):
            return mycmp(self.obj, other.obj) >= 0
    return K


def total_ordering(cls):
    """Class decorator: fills in the missing ones of < <= > >=."""
    own = {}
    for base in reversed(cls.__mro__[:-1]):
        own.update(base.__dict__)
    if "__lt__" in own:
        _fill(cls, own, "__gt__", lambda self, other: not (self < other) and self != other)
        _fill(cls, own, "__le__", lambda self, other: self < other or self == other)
        _fill(cls, own, "__ge__", lambda self, other: not self < other)
    elif "__le__" in own:
        _fill(cls, own, "__ge__", lambda self, other: not (self <= other) or self == other)
        _fill(cls, own, "__lt__", lambda self, other: self <= other and self != other)
        _fill(cls, own, "__gt__", lambda self, other: not self <= other)
    elif "__gt__" in own:
        _fill(cls, own, "__lt__", lambda self, other: not (self > other) and self != other)
        _fill(cls, own, "__ge__", lambda self, other: self > other or self == other)
        _fill(cls, own, "__le__", lambda self, other: not self > other)
    elif "__ge__" in own:
        _fill(cls, own, "__le__", lambda self, other: not (self >= other) or self == other)
        _fill(cls, own, "__gt__", lambda self, other: self >= other and self != other)
        _fill(cls, own, "__lt__", lambda self, other: not self >= other)
    else:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    return cls


def _fill(cls, own, name, function):
    if name not in own:
        setattr(cls, name, function)


class cached_property:
    """A property computed once for each object."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__

    def __set_name__(self, owner, name):
        self.attrname = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        values = instance.__dict__
        value = values.get(self.attrname, _MISSING)
        if value is _MISSING:
            value = self.func(instance)
            setattr(instance, self.attrname, value)
        return value


def singledispatch(func):
    """A function chosen by the type of its first argument."""
    registry = {object: func}

    def dispatch(cls):
        for base in cls.__mro__:
            if base in registry:
                return registry[base]
        return func

    def register_annotated(function):
        from typing import get_type_hints
        hints = [hint for name, hint in get_type_hints(function).items() if name != "return"]
        if not hints:
            raise TypeError("Invalid first argument to `register()`: %r. Use either"
                            " `@register(some_class)` or plain `@register` on an annotated"
                            " function." % (function,))
        for one in getattr(hints[0], "__args__", (hints[0],)):
            registry[one] = function
        return function

    def register(cls, implementation=None):
        if implementation is None:
            if not isinstance(cls, type):
                return register_annotated(cls)

            def decorate(function):
                registry[cls] = function
                return function
            return decorate
        registry[cls] = implementation
        return implementation

    def wrapper(*args, **kwargs):
        if not args:
            raise TypeError("%s requires at least 1 positional argument" % func.__name__)
        return dispatch(type(args[0]))(*args, **kwargs)

    wrapper.dispatch = dispatch
    wrapper.register = register
    wrapper.registry = registry
    return update_wrapper(wrapper, func)
