"""Slow paths of builtins: what native code cannot finish because it must call back into Python.

A native that meets a user object (a `__str__`, a `__lt__`, a generator ...) ends by calling the
function here with its arguments. The whole value is computed here; nothing is half done before.

    sorted_slow(iterable, key, reverse)      sorted(); key or user comparison
    list_sort_slow(list, key, reverse)       list.sort()
    min_slow(values, key, default)           min(); values: any iterable; default: (value,) or None
    max_slow(values, key, default)           max()
    sum_slow(iterable, start)                sum() over an iterator or of user objects
    any_slow(iterable), all_slow(iterable)   any(), all()
    list_slow(iterable)                      list(), also unpacking and [*x] of user iterables
    tuple_slow, set_slow, frozenset_slow     tuple(), set(), frozenset()
    dict_slow(source, named)                 dict(source, **named)
    join_slow(separator, iterable)           str.join()
    extend_slow(list, iterable)              list.extend(), list += iterable
    extend_left_slow(deque, iterable)        deque.extendleft()
    fromkeys_slow(iterable, value)           dict.fromkeys()
    bytes_join_slow(separator, iterable)     bytes.join()
    set_update_slow(set, iterable)           set.update() with one argument
    dict_update_slow(dict, source)           dict.update() with one argument
    map_iter(function, *iterables)           map() (all five give an iterator)
    filter_iter(function, iterable)          filter()
    zip_iter(strict, *iterables)             zip()
    enumerate_iter(iterable, start)          enumerate()
    reversed_iter(sequence)                  reversed() of a user sequence
    call_iter(function, sentinel)            iter(function, sentinel)
    sequence_iter(obj)                       iter(obj) of a class with only __getitem__
    next_slow(iterator, default)             next(); default: (value,) or None
    print_slow(args, sep, end, file, flush)  print(); sep, end may be None
    str_slow(obj), repr_slow(obj)            of a container that holds user objects
    format_slow(obj, spec)                   format() and f-strings of a user object
    str_format_slow(text, args, kwargs)      str.format() with user objects among the arguments
    percent_slow(text, args)                 % formatting with user objects among the arguments
    eq_slow(a, b)                            == of containers that hold user objects
    order_slow(op, a, b)                     "<", "<=", ">", ">=" of such lists and tuples
    contains_slow(container, item)           `in`
    index_slow(sequence, item, start, stop)  list.index, tuple.index; stop may be None
    count_slow(sequence, item)               list.count, tuple.count
    remove_slow(list, item)                  list.remove
    int_slow(obj), float_slow(obj)           int(), float() of a user object
    round_slow(obj, digits), abs_slow(obj)   round(), abs(); digits may be None
    divmod_slow(a, b), pow_slow(a, b, mod)   divmod(), pow()
    isinstance_slow(obj, cls)                class with __instancecheck__ in its metaclass
    issubclass_slow(cls, union)              a union of types
    class_alias(cls, args)                   list[int]
    based_slow(name, number)                 bin(), oct(), hex() of a class with __index__
    bytes_percent(data, args)                % formatting of bytes
    getattribute_or_getattr(obj, name)       a class with both __getattribute__ and __getattr__
    repeat_slow(a, b)                        sequence * object of a class with __index__
    item_at(sequence, index)                 sequence[index] of a class with __index__
    type_union(a, b)                         int | None
    module_namespace(names, module)          globals()
    set_merge_slow(how, own, others), set_merge_in_place(how, own, others),
    set_compare_slow(how, own, other)        methods of sets: iterators, own __hash__ or __eq__
    input_slow(prompt, stdin)                input(); stdin: what the script put in its place
    dir_slow(obj), dir_own(method, obj)      dir(); with a __dir__ of its own
    excepthook_slow(error)                   sys.excepthook set by the script
    dict_get, dict_set, dict_delete, dict_contains (also as dict_getitem_slow ...), dict_get_slow,
    dict_setdefault_slow, dict_pop_slow, set_add_slow, set_remove_slow
                                             keys with a __hash__ or __eq__ of their own
    deque_slow(deque, source)                fills a deque; gives it
    call_or_default(f, args, default)        getattr() with default of Python code
    call_succeeds(f, args)                   hasattr() of Python code
    checked_text(method, obj, name)          __str__, __repr__ that must give a string
    exception_repr_slow(name, args)          repr() of an exception with user objects
    format_exception_slow(error, chain)      its traceback, with __str__ of Python code
    close_generator(generator)               generator.close()
    make_instance(cls, args, named)          type.__call__
    run_at_exit()                            by the engine, after threading._shutdown
    run_finalizers()                         what a collection found due (`_weak`)
    handle_signals(sent)                     by the engine, in the main thread
"""

import _sync
import _sys
import _weak


def list_slow(iterable):
    result = []
    for item in iterable:
        result.append(item)
    return result


def tuple_slow(iterable):
    return tuple(list_slow(iterable))


def set_slow(iterable):
    result = set()
    for item in iterable:
        result.add(item)
    return result


def frozenset_slow(iterable):
    return frozenset(set_slow(iterable))


def dict_slow(source, named):
    result = {}
    dict_update_slow(result, source)
    for key in named:
        result[key] = named[key]
    return result


def dict_update_slow(target, source):
    if hasattr(source, "keys"):
        for key in source.keys():
            target[key] = source[key]
        return None
    number = 0
    for pair in source:
        pair = list_slow(pair)
        if len(pair) != 2:
            raise ValueError("dictionary update sequence element #%d has length %d; 2 is required"
                             % (number, len(pair)))
        target[pair[0]] = pair[1]
        number += 1
    return None


def fromkeys_slow(iterable, value):
    result = {}
    for key in iterable:
        result[key] = value
    return result


def extend_slow(target, iterable):
    for item in iterable:
        target.append(item)
    return None


def extend_left_slow(target, iterable):
    for item in iterable:
        target.appendleft(item)
    return None


def bytes_join_slow(separator, iterable):
    return separator.join(list(iterable))


def set_update_slow(target, iterable):
    for item in iterable:
        target.add(item)
    return None


def join_slow(separator, iterable):
    return separator.join(list_slow(iterable))


def sum_slow(iterable, start):
    if isinstance(start, str):
        raise TypeError("sum() can't sum strings [use ''.join(seq) instead]")
    total = start
    for item in iterable:
        total = total + item
    return total


def any_slow(iterable):
    for item in iterable:
        if item:
            return True
    return False


def all_slow(iterable):
    for item in iterable:
        if not item:
            return False
    return True


# ---------------------------------------------------------- sorting, extremes

def sorted_slow(iterable, key, reverse):
    items = list_slow(iterable)
    if key is None:
        keys = items
    else:
        keys = [key(item) for item in items]
    result = _sys.sort_by_keys(keys, items, bool(reverse))
    if result is not None:
        return result
    order = list(range(len(items)))
    if reverse:
        order.reverse()
    order = _merge_sort(order, keys)
    if reverse:
        order.reverse()
    return [items[i] for i in order]


def _merge_sort(order, keys):
    count = len(order)
    width = 1
    while width < count:
        merged = []
        start = 0
        while start < count:
            middle = min(start + width, count)
            end = min(start + 2 * width, count)
            left = start
            right = middle
            while left < middle and right < end:
                # Only `<`, and only "right before left", as CPython: equal ones keep their order.
                if keys[order[right]] < keys[order[left]]:
                    merged.append(order[right])
                    right += 1
                else:
                    merged.append(order[left])
                    left += 1
            merged.extend(order[left:middle])
            merged.extend(order[right:end])
            start = end
        order = merged
        width *= 2
    return order


def list_sort_slow(target, key, reverse):
    target[:] = sorted_slow(target, key, reverse)
    return None


def min_slow(values, key, default):
    best = None
    best_key = None
    found = False
    for value in values:
        value_key = value if key is None else key(value)
        if not found:
            found = True
            best = value
            best_key = value_key
        elif value_key < best_key:
            best = value
            best_key = value_key
    if found:
        return best
    if default is None:
        raise ValueError("min() arg is an empty sequence")
    return default[0]


def max_slow(values, key, default):
    best = None
    best_key = None
    found = False
    for value in values:
        value_key = value if key is None else key(value)
        if not found:
            found = True
            best = value
            best_key = value_key
        elif value_key > best_key:
            best = value
            best_key = value_key
    if found:
        return best
    if default is None:
        raise ValueError("max() arg is an empty sequence")
    return default[0]


# ------------------------------------------------------------------ iterators

def map_iter(function, *iterables):
    if len(iterables) == 1:
        for item in iterables[0]:
            yield function(item)
        return
    for items in zip_iter(False, *iterables):
        yield function(*items)


def filter_iter(function, iterable):
    for item in iterable:
        if item if function is None else function(item):
            yield item


_END = object()


def zip_iter(strict, *iterables):
    iterators = [iter(iterable) for iterable in iterables]
    if not iterators:
        return
    while True:
        items = []
        for iterator in iterators:
            item = next(iterator, _END)
            if item is _END:
                if strict:
                    _check_strict(items, iterators)
                return
            items.append(item)
        yield tuple(items)


def _check_strict(items, iterators):
    at = len(items)
    if at > 0:
        others = "argument 1" if at == 1 else "arguments 1-%d" % at
        raise ValueError("zip() argument %d is shorter than %s" % (at + 1, others))
    for i in range(1, len(iterators)):
        if next(iterators[i], _END) is not _END:
            others = "argument 1" if i == 1 else "arguments 1-%d" % i
            raise ValueError("zip() argument %d is longer than %s" % (i + 1, others))


def enumerate_iter(iterable, start):
    number = start
    for item in iterable:
        yield number, item
        number += 1


def reversed_iter(sequence):
    at = len(sequence) - 1
    while at >= 0:
        yield sequence[at]
        at -= 1


def item_at(sequence, index):
    return sequence[index.__index__()]


def repeat_slow(a, b):
    return a * b.__index__() if hasattr(type(b), "__index__") else a.__index__() * b


def call_iter(function, sentinel):
    while True:
        value = function()
        if value == sentinel:
            return
        yield value


def sequence_iter(obj):
    at = 0
    while True:
        try:
            value = obj[at]
        except (IndexError, StopIteration):
            return
        yield value
        at += 1


def next_slow(iterator, default):
    if default is None:
        return iterator.__next__()
    try:
        return iterator.__next__()
    except StopIteration:
        return default[0]


# ----------------------------------------------------------------------- text

def print_slow(args, sep, end, file, flush):
    if sep is None:
        sep = " "
    elif not isinstance(sep, str):
        raise TypeError("sep must be None or a string, not %s" % type(sep).__name__)
    if end is None:
        end = "\n"
    elif not isinstance(end, str):
        raise TypeError("end must be None or a string, not %s" % type(end).__name__)
    if file is None or hasattr(type(file), "_takes_whole_lines"):
        text = sep.join([str(arg) for arg in args]) + end
        if file is None:
            _sys.stdout_write(text)
        else:
            file.write(text)
    else:
        # A stream of the script's sees the parts one by one.
        for at, arg in enumerate(args):
            if at:
                file.write(sep)
            file.write(str(arg))
        file.write(end)
    if flush and file is not None:
        file.flush()
    return None


def str_slow(obj):
    return _repr(obj, [])


def repr_slow(obj):
    kind = type(obj)
    if kind is _Method:
        return "<bound method %s of %r>" % (_name(obj.__func__), obj.__self__)
    if kind is staticmethod or kind is classmethod:
        return "<%s(%r)>" % (kind.__name__, obj.__func__)
    return _repr(obj, [])


class _Class:
    def method(self):
        pass


_Method = type(_Class().method)


def _name(function):
    for name in ("__qualname__", "__name__"):
        text = getattr(function, name, None)
        if isinstance(text, str):
            return text
    return "?"


def _repr(obj, inside):
    kind = type(obj)
    if kind not in _CONTAINERS:
        return repr(obj)
    for outer in inside:
        if outer is obj:
            return _CONTAINERS[kind]
    inside.append(obj)
    try:
        return _container_repr(obj, kind, inside)
    finally:
        inside.pop()


def _container_repr(obj, kind, inside):
    if kind is dict:
        return "{" + ", ".join([_repr(key, inside) + ": " + _repr(obj[key], inside)
                                for key in obj]) + "}"
    items = ", ".join([_repr(item, inside) for item in obj])
    if kind is list:
        return "[" + items + "]"
    if kind is tuple:
        return "(" + items + (",)" if len(obj) == 1 else ")")
    if kind is set:
        return "{" + items + "}" if obj else "set()"
    return "frozenset({" + items + "})" if obj else "frozenset()"


_CONTAINERS = {list: "[...]", tuple: "(...)", dict: "{...}", set: "set(...)",
               frozenset: "frozenset(...)"}


def format_slow(obj, spec):
    result = type(obj).__format__(obj, spec)
    if not isinstance(result, str):
        raise TypeError("__format__ must return a str, not %s" % type(result).__name__)
    return result


def str_format_slow(text, args, kwargs):
    result, _number = _format_text(text, args, kwargs, 0, 2)
    return result


def _format_text(text, args, kwargs, number, depth):
    if depth < 0:
        raise ValueError("Max string recursion exceeded")
    parts = []
    at = 0
    end = len(text)
    while at < end:
        char = text[at]
        if char == "}":
            if text[at:at + 2] != "}}":
                raise ValueError("Single '}' encountered in format string")
            parts.append("}")
            at += 2
            continue
        if char != "{":
            stop = at
            while stop < end and text[stop] != "{" and text[stop] != "}":
                stop += 1
            parts.append(text[at:stop])
            at = stop
            continue
        if text[at:at + 2] == "{{":
            parts.append("{")
            at += 2
            continue
        stop = _closing_brace(text, at)
        field = text[at + 1:stop]
        at = stop + 1
        name, convert, spec = _split_field(field)
        value, number = _field_value(name, args, kwargs, number)
        if convert == "r":
            value = repr(value)
        elif convert == "s":
            value = str(value)
        elif convert == "a":
            value = ascii(value)
        elif convert is not None:
            raise ValueError("Unknown conversion specifier %s" % convert)
        if "{" in spec:
            spec, number = _format_text(spec, args, kwargs, number, depth - 1)
        parts.append(format(value, spec))
    return "".join(parts), number


def _closing_brace(text, at):
    depth = 0
    for i in range(at, len(text)):
        if text[i] == "{":
            depth += 1
        elif text[i] == "}":
            depth -= 1
            if depth == 0:
                return i
    if at + 1 == len(text):
        raise ValueError("Single '{' encountered in format string")
    raise ValueError("expected '}' before end of string")


def _split_field(field):
    at = 0
    depth = 0
    while at < len(field):
        char = field[at]
        if char == "[":
            depth += 1
        elif char == "]":
            depth -= 1
        elif depth == 0 and (char == ":" or char == "!"):
            break
        at += 1
    name = field[:at]
    rest = field[at:]
    convert = None
    if rest[:1] == "!":
        convert = rest[1:2]
        rest = rest[2:]
        if rest and rest[0] != ":":
            raise ValueError("expected ':' after conversion specifier")
    return name, convert, rest[1:]


def _field_value(name, args, kwargs, number):
    at = 0
    while at < len(name) and name[at] != "." and name[at] != "[":
        at += 1
    first = name[:at]
    if first == "":
        if number < 0:
            raise ValueError("cannot switch from manual field specification to automatic field"
                             " numbering")
        value = _positional(args, number)
        number += 1
    elif first.isdigit():
        if number > 0:
            raise ValueError("cannot switch from automatic field numbering to manual field"
                             " specification")
        number = -1
        value = _positional(args, int(first))
    else:
        value = kwargs[first]
    while at < len(name):
        if name[at] == ".":
            stop = at + 1
            while stop < len(name) and name[stop] != "." and name[stop] != "[":
                stop += 1
            value = getattr(value, name[at + 1:stop])
        else:
            stop = name.index("]", at)
            key = name[at + 1:stop]
            value = value[int(key) if key.isdigit() else key]
            stop += 1
        at = stop
    return value, number


def _positional(args, number):
    if number >= len(args):
        raise IndexError("Replacement index %d out of range for positional args tuple" % number)
    return args[number]


def percent_slow(text, args):
    """Each user object becomes a string here; the native does the rest."""
    if type(args) is dict or not isinstance(args, tuple):
        mapping = args if hasattr(type(args), "__getitem__") and not isinstance(args, str) else None
        values = [args]
        single = True
    else:
        mapping = None
        values = list(args)
        single = False
    parts = []
    used = 0
    at = 0
    end = len(text)
    while at < end:
        start = text.find("%", at)
        if start < 0:
            parts.append(text[at:])
            break
        parts.append(text[at:start])
        stop = start + 1
        key = None
        if stop < end and text[stop] == "(":
            close = text.index(")", stop)
            key = text[stop + 1:close]
            stop = close + 1
        flags = stop
        while stop < end and text[stop] in "#0- +123456789.*hlL":
            stop += 1
        if stop >= end:
            raise ValueError("incomplete format")
        kind = text[stop]
        spec = text[flags:stop]
        at = stop + 1
        if kind == "%":
            parts.append("%")
            continue
        if key is not None:
            if mapping is None:
                raise TypeError("format requires a mapping")
            parts.append(_percent_one(spec, kind, [mapping[key]]))
            used = 1
            continue
        wanted = 1 + spec.count("*")
        if used + wanted > len(values):
            raise TypeError("not enough arguments for format string")
        parts.append(_percent_one(spec, kind, values[used:used + wanted]))
        used += wanted
    if used < len(values) and not (single and mapping is not None):
        raise TypeError("not all arguments converted during string formatting")
    return "".join(parts)


def _percent_one(spec, kind, values):
    value = values[-1]
    if kind == "s":
        values[-1] = str(value)
    elif kind == "r":
        values[-1] = repr(value)
        kind = "s"
    elif kind == "a":
        values[-1] = ascii(value)
        kind = "s"
    elif kind in "diu" and hasattr(type(value), "__int__"):
        values[-1] = int(value)
    elif kind in "eEfFgG" and hasattr(type(value), "__float__"):
        values[-1] = float(value)
    return ("%" + spec + kind) % tuple(values)


# ---------------------------------------------------------------- comparisons

def eq_slow(a, b):
    if isinstance(a, dict):
        if len(a) != len(b):
            return False
        for key in a:
            if key not in b:
                return False
            if not (a[key] is b[key] or a[key] == b[key]):
                return False
        return True
    if isinstance(a, (set, frozenset)):
        if len(a) != len(b):
            return False
        for item in a:
            if item not in b:
                return False
        return True
    if len(a) != len(b):
        return False
    for i in range(len(a)):
        if not (a[i] is b[i] or a[i] == b[i]):
            return False
    return True


def order_slow(op, a, b):
    if isinstance(a, (set, frozenset)):
        if op == ">" or op == ">=":
            a, b = b, a
        if len(op) == 1 and len(a) == len(b):
            return False
        return set_compare_slow("issubset", a, b)
    for i in range(min(len(a), len(b))):
        x = a[i]
        y = b[i]
        if not (x is y or x == y):
            if op == "<":
                return x < y
            if op == "<=":
                return x <= y
            if op == ">":
                return x > y
            return x >= y
    if op == "<":
        return len(a) < len(b)
    if op == "<=":
        return len(a) <= len(b)
    if op == ">":
        return len(a) > len(b)
    return len(a) >= len(b)


def contains_slow(container, item):
    for other in container:
        if other is item or other == item:
            return True
    return False


def index_slow(sequence, item, start, stop):
    count = len(sequence)
    if start < 0:
        start = max(start + count, 0)
    if stop is None:
        stop = count
    elif stop < 0:
        stop += count
    at = start
    while at < stop and at < len(sequence):
        if sequence[at] is item or sequence[at] == item:
            return at
        at += 1
    if isinstance(sequence, tuple):
        raise ValueError("tuple.index(x): x not in tuple")
    raise ValueError("%r is not in list" % (item,))


def count_slow(sequence, item):
    number = 0
    for other in sequence:
        if other is item or other == item:
            number += 1
    return number


def remove_slow(target, item):
    for i in range(len(target)):
        if target[i] is item or target[i] == item:
            del target[i]
            return None
    raise ValueError("list.remove(x): x not in list")


# -------------------------------------------------------------------- numbers

def int_slow(obj):
    cls = type(obj)
    if hasattr(cls, "__int__"):
        result = cls.__int__(obj)
        if not isinstance(result, int):
            raise TypeError("__int__ returned non-int (type %s)" % type(result).__name__)
        return result
    if hasattr(cls, "__index__"):
        return cls.__index__(obj)
    if hasattr(cls, "__trunc__"):
        return cls.__trunc__(obj)
    raise TypeError("int() argument must be a string, a bytes-like object or a real number, not %r"
                    % cls.__name__)


def float_slow(obj):
    cls = type(obj)
    if hasattr(cls, "__float__"):
        result = cls.__float__(obj)
        if not isinstance(result, float):
            raise TypeError("%s.__float__ returned non-float (type %s)"
                            % (cls.__name__, type(result).__name__))
        return result
    if hasattr(cls, "__index__"):
        return float(cls.__index__(obj))
    raise TypeError("float() argument must be a string or a real number, not %r" % cls.__name__)


def round_slow(obj, digits):
    cls = type(obj)
    if not hasattr(cls, "__round__"):
        raise TypeError("type %s doesn't define __round__ method" % cls.__name__)
    if digits is None:
        return cls.__round__(obj)
    return cls.__round__(obj, digits)


def abs_slow(obj):
    cls = type(obj)
    if not hasattr(cls, "__abs__"):
        raise TypeError("bad operand type for abs(): %r" % cls.__name__)
    return cls.__abs__(obj)


def divmod_slow(a, b):
    for cls, method, other, this in ((type(a), "__divmod__", b, a), (type(b), "__rdivmod__", a, b)):
        if hasattr(cls, method):
            result = getattr(cls, method)(this, other)
            if result is not NotImplemented:
                return result
    raise TypeError("unsupported operand type(s) for divmod(): %r and %r"
                    % (type(a).__name__, type(b).__name__))


def pow_slow(a, b, mod):
    if mod is None:
        return a ** b
    return type(a).__pow__(a, b, mod)


def isinstance_slow(obj, cls):
    if isinstance(cls, tuple):
        return any_slow([isinstance(obj, one) for one in cls])
    return bool(type(cls).__instancecheck__(cls, obj))


def issubclass_slow(cls, union):
    return any_slow([issubclass(cls, one) for one in union.__args__])


def class_alias(cls, args):
    import types
    return types.GenericAlias(cls, args)


def type_union(a, b):
    import types
    return types._union(a, b)


class _Namespace(dict):
    """What globals() gives: the variables of a module, by name."""

    __module__ = "builtins"
    __qualname__ = "dict"

    def __init__(self, names, module):
        dict.__init__(self, names)
        self._module = module

    def __getitem__(self, name):
        value = getattr(self._module, name, self)
        if value is not self:
            dict.__setitem__(self, name, value)
            return value
        return dict.__getitem__(self, name)

    def __setitem__(self, name, value):
        dict.__setitem__(self, name, value)
        setattr(self._module, name, value)

    def __delitem__(self, name):
        dict.__delitem__(self, name)
        delattr(self._module, name)

    def get(self, name, default=None):
        return self[name] if name in self else default

    def __contains__(self, name):
        return hasattr(self._module, name) or dict.__contains__(self, name)

    def pop(self, name, *default):
        value = dict.pop(self, name, *default)
        if hasattr(self._module, name):
            delattr(self._module, name)
        return value

    def setdefault(self, name, default=None):
        if name not in self:
            self[name] = default
        return self[name]

    def update(self, source=(), /, **named):
        for name, value in dict(source, **named).items():
            self[name] = value


def module_namespace(names, module):
    return _Namespace(names, module)


# Seconds between two looks for a line that has not come yet: more each time.
_INPUT_PAUSE_MIN = 0.001
_INPUT_PAUSE_MAX = 0.02


class StandardInput:
    """What the script reads. Who waits for a line sleeps a little: others run, signals come through."""

    name = "<stdin>"
    mode = "r"
    encoding = "utf-8"
    closed = False

    def __init__(self):
        self._rest = ""

    def readline(self, size=-1, /):
        """A line with its end, or a part of it; "" at the end."""
        line = self._rest or self._next_line()
        self._rest = ""
        if size is not None and 0 <= size < len(line):
            line, self._rest = line[:size], line[size:]
        return line

    def _next_line(self):
        pause = _INPUT_PAUSE_MIN
        while True:
            line = _sys.read_line()
            if line is not None:
                return line
            _sync.sleep(pause)
            pause = min(2 * pause, _INPUT_PAUSE_MAX)

    def read(self, size=-1, /):
        """All that is left, or so many characters of it."""
        left = -1 if size is None else size
        parts = []
        while left:
            line = self.readline(left)
            if not line:
                break
            parts.append(line)
            left -= len(line) if left > 0 else 0
        return "".join(parts)

    def readlines(self, hint=-1, /):
        """The lines that are left."""
        return list(self)

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def isatty(self):
        return False

    def fileno(self):
        return 0

    def flush(self):
        pass

    def readable(self):
        return True

    def writable(self):
        return False

    def close(self):
        self.closed = True

    def __repr__(self):
        return "<_io.TextIOWrapper name='<stdin>' mode='r' encoding='utf-8'>"


standard_input = StandardInput()


def input_slow(prompt, stdin):
    print(*prompt, end="")
    line = (standard_input if stdin is None else stdin).readline()
    if not line:
        raise EOFError("EOF when reading a line")
    return line.removesuffix("\n")


def dir_own(method, obj):
    return sorted(method(obj))


def dir_slow(obj):
    names = set()
    if hasattr(obj, "__dict__"):
        names.update(list(obj.__dict__))
    cls = obj if isinstance(obj, type) else type(obj)
    for base in cls.__mro__:
        if hasattr(base, "__dict__"):
            names.update(list(base.__dict__))
    return sorted(names)


def traceback_part(trace, name):
    import sys
    return getattr(sys._Traceback(_sys.traceback_entries(trace), 0), name)


def excepthook_slow(error):
    import sys
    sys.excepthook(type(error), error, error.__traceback__)


# Called by the interpreter itself.


_SET_METHODS = {"|": "union", "&": "intersection", "-": "difference", "^": "symmetric_difference"}


def set_operator_in_place(op, a, b):
    """`|=`, `&=`, `-=`, `^=` of sets or dicts whose items have their own __hash__ or __eq__."""
    if isinstance(a, dict) and op == "|":
        dict_update_slow(a, b)
        return a
    if isinstance(a, set) and isinstance(b, (set, frozenset)):
        set_merge_in_place(_SET_METHODS[op], a, (b,))
        return a
    return set_operator(op, a, b)


def _known(others):
    """The same with lists in the place of iterators; None if there are none."""
    known = [other if isinstance(other, (set, frozenset, dict, list, tuple)) else list_slow(other)
             for other in others]
    return None if all([a is b for a, b in zip(known, others)]) else known


def set_merge_slow(how, own, others):
    """A method of sets that makes a new one."""
    known = _known(others)
    if known is not None:
        return getattr(own, how)(*known)
    result = set_slow(own)
    for other in others:
        if how == "union":
            set_update_slow(result, other)
            continue
        if not isinstance(other, (set, frozenset, dict)):
            other = set_slow(other)
        if how == "intersection":
            result = set_slow([item for item in result if item in other])
            continue
        kept = [item for item in result if item not in other]
        if how == "symmetric_difference":
            kept.extend([item for item in other if item not in result])
        result = set_slow(kept)
    return frozenset(result) if isinstance(own, frozenset) else result


def set_merge_in_place(how, own, others):
    """A method of sets that changes its own."""
    known = _known(others)
    if known is not None:
        return getattr(own, "update" if how == "union" else how + "_update")(*known)
    result = set_merge_slow(how, own, others)
    for item in list(own):
        if item not in result:
            own.discard(item)
    set_update_slow(own, result)


def set_compare_slow(how, own, other):
    if not isinstance(other, (set, frozenset, dict)):
        other = set_slow(other)
    if how == "isdisjoint":
        return not any_slow([item in other for item in own])
    if how == "issubset":
        return all_slow([item in other for item in own])
    return all_slow([item in own for item in other])


def set_operator(op, a, b):
    """`|`, `&`, `-`, `^` of sets whose items have their own __hash__ or __eq__; `|` of such dicts."""
    if isinstance(a, dict) and isinstance(b, dict) and op == "|":
        result = a.copy()
        dict_update_slow(result, b)
        return result
    if not isinstance(b, (set, frozenset)) or not isinstance(a, (set, frozenset)):
        raise TypeError("unsupported operand type(s) for %s: %r and %r"
                        % (op, type(a).__name__, type(b).__name__))
    if op == "|":
        items = list(a) + list(b)
    elif op == "&":
        items = [item for item in a if item in b]
    else:
        items = [item for item in a if item not in b]
        if op == "^":
            items += [item for item in b if item not in a]
    return type(a)(items)


def hash_slow(items):
    """hash() of a tuple with items of Python classes."""
    return hash(tuple([hash(item) for item in items]))


def based_slow(name, number):
    return {"bin": bin, "oct": oct, "hex": hex}[name](number.__index__())


def getattribute_or_getattr(obj, name):
    cls = type(obj)
    try:
        return cls.__getattribute__(obj, name)
    except AttributeError:
        return cls.__getattr__(obj, name)


def bytes_slow(iterable):
    return bytes(list_slow(iterable))


def bytes_method(name, data, args):
    """A method of bytes that is the one of str on the same characters."""
    texts = [arg.decode("latin-1") if isinstance(arg, bytes) else arg for arg in args]
    if name in ("strip", "lstrip", "rstrip") and (not texts or texts[0] is None):
        texts = [" \t\n\r\x0b\x0c"]
    result = getattr(data.decode("latin-1"), name)(*texts)
    if isinstance(result, str):
        return result.encode("latin-1")
    if isinstance(result, (list, tuple)):
        return type(result)([part.encode("latin-1") for part in result])
    return result


def bytes_percent(data, args):
    """As text of the same characters."""
    def text(value):
        return value.decode("latin-1") if isinstance(value, bytes) else value
    if isinstance(args, dict):
        args = {text(key): text(value) for key, value in args.items()}
    else:
        args = tuple([text(value) for value in (args if isinstance(args, tuple) else (args,))])
    return (data.decode("latin-1").replace("%b", "%s") % args).encode("latin-1")


def extend_in_place(target, iterable):
    extend_slow(target, iterable)
    return target


def not_equal(a, b):
    return not a == b


def _slow_entry(table, key):
    """(found, the key that stands in the table, hash): keys with their own __hash__ or __eq__."""
    wanted = hash(key)
    for other in _sys.table_candidates(table, wanted):
        if other is key or other == key:
            return True, other, wanted
    return False, key, wanted


def dict_get(table, key):
    found, own, hashed = _slow_entry(table, key)
    if found:
        return _sys.table_get(table, own, hashed)
    raise KeyError(key)


def dict_set(table, key, value):
    found, own, hashed = _slow_entry(table, key)
    _sys.table_set(table, own, value, hashed)


def dict_delete(table, key):
    found, own, hashed = _slow_entry(table, key)
    if not found:
        raise KeyError(key)
    _sys.table_delete(table, own, hashed)


def dict_contains(table, key):
    return _slow_entry(table, key)[0]


def class_hooks(cls, keywords):
    """What type.__new__ does last: __set_name__ of attributes, __init_subclass__ of the parent."""
    for name, value in list(cls.__dict__.items()):
        hook = getattr(type(value), "__set_name__", None)
        if hook is not None:
            hook(value, cls, name)
    super(cls, cls).__init_subclass__(**_options(keywords))
    return cls


def class_by_metaclass(meta, name, bases, namespace, keywords):
    """A class that a metaclass (or any callable) of the script makes."""
    options = _options(keywords)
    prepare = getattr(meta, "__prepare__", None)
    if prepare is not None:
        prepared = prepare(name, bases, **options)
        for key in namespace:
            prepared[key] = namespace[key]
        namespace = prepared
    return meta(name, bases, namespace, **options)


def call_metaclass(meta, name, bases, namespace, keywords):
    return meta(name, bases, namespace, **keywords)


def _options(keywords):
    return {name: value for name, value in keywords.items() if name != "metaclass"}


def format_str_slow(obj, spec):
    return format(str(obj), spec)


def format_repr_slow(obj, spec):
    return format(repr(obj), spec)


# Dicts and sets, when a key has its own __hash__ or __eq__. `_sys.table_*` look a key up by
# identity, so the one that stands in the table is found first.


def dict_get_slow(table, key, default):
    found, own, hashed = _slow_entry(table, key)
    return _sys.table_get(table, own, hashed) if found else default


def dict_setdefault_slow(table, key, default):
    found, own, hashed = _slow_entry(table, key)
    if found:
        return _sys.table_get(table, own, hashed)
    _sys.table_set(table, key, default, hashed)
    return default


def dict_pop_slow(table, key, default):
    found, own, hashed = _slow_entry(table, key)
    if found:
        value = _sys.table_get(table, own, hashed)
        _sys.table_delete(table, own, hashed)
        return value
    if default:
        return default[0]
    raise KeyError(key)


dict_getitem_slow = getitem_slow = dict_get
dict_setitem_slow = setitem_slow = dict_set
dict_delitem_slow = delitem_slow = dict_delete


def dict_display(parts):
    result = {}
    for at in range(0, len(parts), 2):
        result[parts[at]] = parts[at + 1]
    return result


def set_add_slow(table, item):
    found, _own, hashed = _slow_entry(table, item)
    if not found:
        _sys.table_set(table, item, None, hashed)


def set_remove_slow(table, item, strict):
    found, own, hashed = _slow_entry(table, item)
    if found:
        _sys.table_delete(table, own, hashed)
    elif strict:
        raise KeyError(item)


def deque_slow(target, source):
    for item in source:
        target.append(item)
    return target


# What natives go on with when a method is Python code.


def call_or_default(function, args, default):
    try:
        return function(*args)
    except AttributeError:
        return default


def call_succeeds(function, args):
    try:
        function(*args)
    except AttributeError:
        return False
    return True


def checked_text(method, obj, name):
    text = method(obj)
    if not isinstance(text, str):
        raise TypeError("%s returned non-string (type %s)" % (name, type(text).__name__))
    return text


def exception_repr_slow(name, args):
    return name + "(" + ", ".join([repr(arg) for arg in args]) + ")"


def format_exception_slow(error, chain, hints):
    texts = []
    for one in chain:
        try:
            texts.append(str(one))
        except Exception:
            texts.append("<exception str() failed>")
    return _sys.format_exception_with(error, chain, texts, hints)


def close_generator(generator):
    try:
        generator.throw(GeneratorExit())
    except (GeneratorExit, StopIteration):
        return None
    raise RuntimeError("generator ignored GeneratorExit")


def make_instance(cls, args, named):
    obj = cls.__new__(cls, *args, **named)
    if isinstance(obj, cls):
        type(obj).__init__(obj, *args, **named)
    return obj


# The end of the program.

exit_calls = []
main_over = [False]


def at_exit(function):
    """Arranges a call without arguments for the end."""
    exit_calls.append(function)


def run_at_exit():
    """Makes the calls that natives were asked to make last, the latest first."""
    main_over[0] = True
    while exit_calls:
        try:
            exit_calls.pop()()
        except SystemExit:
            pass
        except BaseException as error:
            _sys.stderr_write(_sys.format_exception(error))
    settle(2)


def settle(reach=0):
    """Has a collection find what is due (as far as `_weak.settle` says), and calls it."""
    _weak.settle(reach)
    if _weak.has_due():
        run_finalizers()


def run_finalizers():
    """Calls what is due, until nothing becomes due by that."""
    if not _weak.begin_calls():
        return
    try:
        while _weak.has_due():
            _call_due()
            if not _weak.has_due():
                _weak.settle(0)
    finally:
        _weak.end_calls()


def unraisable(error):
    """The text of an exception that goes nowhere: CPython writes the colon even before no message."""
    text = _sys.format_exception(error)
    return text if str(error) else text.removesuffix("\n") + ": \n"


def _call_due():
    is_reference, one = _weak.next_due()
    call = one.__callback__ if is_reference else type(one).__del__
    try:
        call(one)
    except BaseException as error:
        _sys.write_unraisable("Exception ignored in: %r\n%s"
                              % (call, unraisable(error)))


# What the script set for signals, by number. 0 stands for the default, 1 for "ignore".
signal_handlers = {}
signals_handled = [0]
signal_frames = [lambda: None]
_SIGNALS_HIGHEST = 64
_INTERRUPT = 2
_IGNORED_BY_DEFAULT = (17, 18, 23, 28)


def default_int_handler(signum, frame, /):
    """What Ctrl+C does."""
    raise KeyboardInterrupt


def handle_signals(sent):
    """Called by the engine in the main thread, with a bit for each signal that was sent."""
    for number in range(1, _SIGNALS_HIGHEST):
        if sent >> number & 1:
            signals_handled[0] += 1
            handler = signal_handlers.get(number, 0)
            if handler not in (0, 1):
                handler(number, signal_frames[0]())
            elif handler == 0 and number == _INTERRUPT:
                raise KeyboardInterrupt
            elif handler == 0 and number not in _IGNORED_BY_DEFAULT:
                _sys.killed_by(number)


def uncaught(error):
    """Reports an exception that left the script's module body; returns the exit status: below 0 that
    of a signal."""
    if isinstance(error, SystemExit):
        code = error.code
        if code is None:
            return 0
        if isinstance(code, int):
            return code & 0xff
        try:
            _sys.stderr_write(str(code) + "\n")
        except BaseException:
            _sys.stderr_write("\n")
        return 1
    try:
        excepthook_slow(error)
    except BaseException as second:
        _sys.stderr_write("Error in sys.excepthook:\n" + _sys.format_exception(second, True)
                          + "\nOriginal exception was:\n" + _sys.format_exception(error, True))
    return -_INTERRUPT if isinstance(error, KeyboardInterrupt) else 1
