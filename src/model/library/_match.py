"""What a `match` statement asks of its subject: the lowering calls these for the patterns that are
more than a comparison."""

from collections import deque

_SELF = (bool, bytes, dict, float, frozenset, int, list, set, str, tuple)


def sequence(subject, count, more):
    """Whether a sequence pattern of `count` parts (or more, with a star) can fit."""
    if not isinstance(subject, (list, tuple, range, deque)):
        return False
    size = len(subject)
    return size >= count if more else size == count


def mapping(subject, keys, more):
    """The values of the keys, and what is left if the pattern wants it; None if one is missing."""
    if not isinstance(subject, dict):
        return None
    values = []
    for key in keys:
        if key not in subject:
            return None
        values.append(subject[key])
    if more:
        rest = {}
        for key, value in subject.items():
            if key not in keys:
                rest[key] = value
        values.append(rest)
    return tuple(values)


def instance(subject, cls, count, names):
    """The attributes that a class pattern looks at; None if the subject is of another class."""
    if not isinstance(cls, type):
        raise TypeError("called match pattern must be a class")
    if not isinstance(subject, cls):
        return None
    values = []
    if count:
        listed = getattr(cls, "__match_args__", None)
        if listed is None and issubclass(cls, _SELF):
            listed = None
            if count > 1:
                raise TypeError(f"{cls.__name__}() accepts 1 positional sub-pattern ({count} given)")
            values.append(subject)
        else:
            listed = listed or ()
            if count > len(listed):
                many = "" if len(listed) == 1 else "s"
                raise TypeError(f"{cls.__name__}() accepts {len(listed)} positional sub-pattern{many} "
                                f"({count} given)")
            names = tuple(listed[:count]) + names
    for name in names:
        try:
            values.append(getattr(subject, name))
        except AttributeError:
            return None
    return tuple(values)
