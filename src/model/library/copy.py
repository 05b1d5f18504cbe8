"""Copies of objects, shallow and deep."""


class Error(Exception):
    """The object cannot be copied."""


error = Error

_ATOMS = (int, float, bool, str, bytes, type(None), type, range, type(Ellipsis))


def _is_atom(x):
    return isinstance(x, type) or type(x) in _ATOMS or callable(x) and not hasattr(x, "__dict__")


def copy(x):
    """A shallow copy."""
    kind = type(x)
    if kind is list or kind is dict or kind is set:
        return x.copy()
    if _is_atom(x) or kind is tuple or kind is frozenset or hasattr(x, "__code__"):
        return x
    if hasattr(kind, "__copy__"):
        return x.__copy__()
    if hasattr(x, "copy") and isinstance(x, (list, dict, set)):
        return kind(x)
    _refuse(x)
    result = _made_anew(kind, x)
    _set_state(result, _state(x))
    return result


def _made_anew(kind, x):
    # An exception is made of what it was made of.
    return kind(*x.args) if isinstance(x, BaseException) else kind.__new__(kind)


def _slots(kind):
    names = []
    for base in kind.__mro__:
        slots = base.__dict__.get("__slots__", ())
        names += [slots] if isinstance(slots, str) else slots
    return [name for name in names if name not in ("__dict__", "__weakref__")]


def _state(x):
    """What an instance holds, in its dict and in its slots, or what it says that it does."""
    if hasattr(type(x), "__getstate__"):
        return x.__getstate__()
    held = dict(getattr(x, "__dict__", {}))
    for name in _slots(type(x)):
        if hasattr(x, name):
            held[name] = getattr(x, name)
    return held


def _set_state(x, state):
    if hasattr(type(x), "__setstate__"):
        x.__setstate__(state)
        return
    for name in state:
        object.__setattr__(x, name, state[name])


def deepcopy(x, memo=None):
    """A copy with copies of everything in it."""
    if memo is None:
        memo = {}
    kind = type(x)
    if _is_atom(x) or hasattr(x, "__code__"):
        return x
    if id(x) in memo:
        return memo[id(x)][0]
    if hasattr(kind, "__deepcopy__"):
        result = x.__deepcopy__(memo)
        memo[id(x)] = (result, x)
        return result
    if isinstance(x, list):
        result = kind()
        memo[id(x)] = (result, x)
        for item in x:
            result.append(deepcopy(item, memo))
        return result
    if isinstance(x, dict):
        result = {} if kind is dict else copy(x)
        result.clear()
        memo[id(x)] = (result, x)
        for key in x:
            result[deepcopy(key, memo)] = deepcopy(x[key], memo)
        return result
    if isinstance(x, (tuple, set, frozenset)):
        result = kind([deepcopy(item, memo) for item in x])
        memo[id(x)] = (result, x)
        return result
    _refuse(x)
    result = _made_anew(kind, x)
    memo[id(x)] = (result, x)
    _set_state(result, deepcopy(_state(x), memo))
    return result


def _refuse(x):
    kind = type(x)
    if kind.__module__ == "_thread" or not hasattr(x, "__dict__") and not _slots(kind):
        name = kind.__name__
        if kind.__module__ not in ("builtins", "__main__"):
            name = kind.__module__ + "." + name
        raise TypeError("cannot pickle %r object" % name)
