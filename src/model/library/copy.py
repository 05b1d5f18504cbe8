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
    result = kind.__new__(kind)
    for name in x.__dict__:
        setattr(result, name, x.__dict__[name])
    return result


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
    result = kind.__new__(kind)
    memo[id(x)] = (result, x)
    for name in x.__dict__:
        setattr(result, name, deepcopy(x.__dict__[name], memo))
    return result


def _refuse(x):
    kind = type(x)
    if kind.__module__ == "_thread" or not hasattr(x, "__dict__"):
        name = kind.__name__
        if kind.__module__ not in ("builtins", "__main__"):
            name = kind.__module__ + "." + name
        raise TypeError("cannot pickle %r object" % name)
