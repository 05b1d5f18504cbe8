"""Every construct of the language that runs here, for the tests of the lowering."""

from __future__ import annotations

import collections
import concurrent.futures
import concurrent.futures as cf
import threading as th
from queue import Queue, Empty as Nothing
from time import *
from threading import Lock, Thread

counter = 0
lock = Lock()
a, (b, *c), [d, e] = 1, (2, 3, 4), [5, 6]
x = y = z = 0
big = 123456789012345678901234567890
neg = -5
table = {"a": 1, **{"b": 2}, "c": [1, 2, 3, 4, 5]}
letters = {*"abc", "d"}
long = [x, y, z, x, y, z, x, y, z, x, y, z, x, y, z, x, y, z, x, y, z, x, y, z, x, y, z,
        x, y, z, x, y, z, x, y, z, x, y, z, x, y, z, x, y, z, x, y, z, x, y, z, x, y, z]
tup = (*c, 1)
print(f"{x!r:>{y}} {z=} {a + b=:5} {{}}" "tail", f"", f"{x}")
note: int = 3
later: str


def params(p, /, q, r=1, *args, s, t=2, **kwargs):
    return p, q, r, args, s, t, kwargs


def calls(f, *args, **kwargs):
    f()
    f(1, 2)
    f(1, k=2)
    f(*args)
    f(1, *args, k=3, **kwargs)
    f.m()
    f.m(1, k=2)
    f.m(*args, **kwargs)
    f(f(1), f(2, f(3)))
    return f(args)(kwargs)[0].x


def flow(n):
    global counter
    if n > 3:
        m = 1
    elif n == 2 and counter or not n:
        m = 2
    else:
        del n
        m = n
    for i in range(10):
        if i % 2 == 0:
            continue
        if i in [7, 8]:
            break
        counter += 1
    else:
        k = 5
    while True:
        counter -= 1
        if counter < 0 < i <= 10 != 3:
            break
    while counter:
        counter //= 2
        pass
    else:
        counter = k
    return m if m else -m


def unwinding(f):
    for i in f():
        try:
            with lock, f(i) as g, f() as (h, j):
                if g:
                    return g
                if h:
                    break
                if j:
                    continue
                raise ValueError("x") from None
        except (ValueError, KeyError) as error:
            try:
                print(error)
                if i:
                    continue
                raise
            finally:
                f(error)
        except OSError:
            break
        else:
            f(1)
        finally:
            f(2)
            if i == 5:
                break
    try:
        try:
            return f(3)
        finally:
            f(4)
    finally:
        f(5)


def names():
    try:
        x1 = 1
    except Exception as e1:
        pass
    del x1

    def inner():
        nonlocal y1
        y1 += 1
        del y1
        return [lambda: v + y1 for v in range(3)]

    y1 = 0
    return inner, locals(), (w := y1) + w


def closures(items):
    total = 0
    fs = [lambda i=i: i + total for i in items]
    gs = {k: (lambda: k) for k in items if k for j in k if j > k}
    hs = {a for a in (b for b in items if b)}
    for total in items:
        pass
    return fs, gs, hs, sum(v * total for v in items), any((n := v) > 3 for v in items), n


def generator(n):
    got = yield
    while n:
        got = yield n
        n -= 1
    yield from generator(got)
    return (yield n)


def deco(arg=None, *more):
    def wrap(f):
        return f
    return wrap


@deco
class Base:
    """Doc."""

    limit = 10
    names = [limit for limit in range(3)]
    field: int = 1
    other: "list[str]"

    def __init__(self, value):
        self.value = value
        self.__secret = 0
        self.a, self.b = 1, 2
        with value as self.c:
            self.d += 1

    @property
    def size(self):
        return self.value[1:2, ::3, ...]

    @size.setter
    def size(self, value):
        self.value[0] += value
        self.value[self.a] = value
        del self.value[0], self.a

    @staticmethod
    def make():
        return Base(1)

    class Inner:
        def who(self):
            return __class__


@deco(1)
@deco()
class Derived(Base, metaclass=type):
    if Base:
        def run(self):
            super().__init__(1)
            return super().size, [super for _ in ()]
    for limit in range(2):
        limit += limit

    def __call__(self):
        assert self.value, "message"
        assert not self.value


def match_it(thing):
    match thing:
        case 0 | 1:
            return "small"
        case -1:
            return "negative"
        case "text" as t if t:
            return t
        case None | True:
            return None
        case [1, x, *rest] | (x, rest):
            return x, rest
        case {"k": v, **others}:
            return v, others
        case Base(value=[a, b]) | Derived(a, b):
            return a, b
        case th.Lock():
            pass
        case []:
            pass
        case _:
            return thing
    return x


try:
    import numpy
except ImportError as problem:
    numpy = None

if __name__ == "__main__":
    for name, value in [("a", 1)]:
        print(name, value, end="")
    x = [i * j for i in range(3) for j in range(i) if j]
    x[0], x[1] = x[1], x[0]
    x[0:2] = []
    y = 2 ** -1 + 3 // 2 % 5 << 1 >> 1 & 7 | 8 ^ 3
    y = ~y, +y[0], not y, y is None, y is not None
    a = b if c else d
    z = a or b and c
    z += 1
    s = "%d %s" % (1, "x")
    try:
        raise SystemExit
    except:
        pass
