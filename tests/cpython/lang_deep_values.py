# Values nested deeper than any text, comparison or call can follow end in RecursionError, never in
# the end of the program.
import threading
import types
from collections import deque

DEEP = 20000


def nested(wrap, first=0, depth=DEEP):
    value = first
    for _ in range(depth):
        value = wrap(value)
    return value


def ends(what, act):
    try:
        act()
        print(what, "done")
    except RecursionError as error:
        print(what, "RecursionError")


def function(*args):
    pass


def everything():
    error = nested(ValueError)
    for what, act in [
        ("repr", lambda: repr(error)),
        ("str", lambda: str(error)),
        ("f", lambda: f"{error}"),
        ("percent", lambda: "%s" % error),
        ("two", lambda: str(nested(lambda e: ValueError(e, 1)))),
        ("key", lambda: str(nested(KeyError))),
        ("os", lambda: str(nested(lambda e: OSError(1, e)))),
        ("in list", lambda: repr(nested(lambda e: [ValueError(e)]))),
        ("staticmethod", lambda: repr(nested(staticmethod, len))),
        ("classmethod", lambda: repr(nested(classmethod, len))),
        ("method", lambda: repr(nested(function.__get__, 1))),
    ]:
        ends(what, act)
    wraps = {
        "frozenset": lambda v: frozenset([v]),
        "tuple": lambda v: (v,),
        "frozenset of tuples": lambda v: frozenset([(v, 1)]),
        "tuple of frozensets": lambda v: (frozenset([v]),),
        "list": lambda v: [v],
        "deque": lambda v: deque([v]),
        "dict": lambda v: {1: v},
    }
    for what, wrap in wraps.items():
        a, b = nested(wrap), nested(wrap)
        ends(what + " ==", lambda: a == b)
        if what in ("list", "deque", "tuple"):
            ends(what + " <", lambda: a < b)
        if what in ("list", "deque", "dict"):
            continue
        table = {a: 1}
        print(what, table[a], a in {a}, hash(a) == hash(b))
        ends(what + " in", lambda: a in {b})
        ends(what + " get", lambda: table.get(b))
        ends(what + " item", lambda: table[b])
        ends(what + " set", lambda: table.__setitem__(b, 1))
        ends(what + " display", lambda: {a, b})
        ends(what + " &", lambda: {a} & {b})
        ends(what + " <=", lambda: {a} <= {b})
        ends(what + " dicts", lambda: {a: 1} == {b: 1})
        ends(what + " remove", lambda: {a}.remove(b))
        ends(what + " index", lambda: [a].index(b))


class Callable:
    pass


Callable.__call__ = Callable()
ends("instance", lambda: Callable()())
everything()
thread = threading.Thread(target=everything)
thread.start()
thread.join()

# Not so deep, all goes as ever.
for wrap in (lambda v: frozenset([v]), lambda v: (v,), lambda v: (frozenset([v, 1]),)):
    for depth in (50, 90, 120):
        a, b, c = nested(wrap, 0, depth), nested(wrap, 0, depth), nested(wrap, 2, depth)
        print(a == b, a == c, {a: 1}[b], c in {a: 1}, len({a, b, c}), {a} & {b} == {b})
print(len(repr(nested(ValueError, 1, 190))), len(repr(nested(lambda v: [v], 1, 190))))
error = ValueError(1, 2)
error.args = (error, error)
print(repr(error))
error.args = (error,)
ends("itself", lambda: repr(error))
ends("itself", lambda: str(error))
