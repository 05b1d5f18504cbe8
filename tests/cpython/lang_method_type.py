# Methods made by hand, and what methods show.
import types
from types import MethodType


def f(*args):
    "says f"
    return args


class C:
    def __call__(self, *args):
        return args

    def __repr__(self):
        return "a C"

    def method(self):
        return self


for args in (1, 2), (f, None), (f,), (), (f, 1, 2):
    try:
        print(MethodType(*args))
    except TypeError as error:
        print(error)
try:
    MethodType(f, self=1)
except TypeError as error:
    print(error)

m = MethodType(f, 5)
print(m, m(1), m.__self__, m.__func__ is f, m == MethodType(f, 5), m.__name__, m.__doc__, type(m))
print(m != MethodType(f, 6), hash(m) == hash(MethodType(f, 5)), isinstance(m, types.MethodType))
twice = MethodType(m, 6)
print(twice(1), twice.__func__ is m, twice.__self__, twice.__name__)
print(MethodType(C(), 1)(2), MethodType(int, "12")(), MethodType(len, "abc")(), callable(m))
c = C()
c.go = MethodType(lambda self, x: (self is c, x), c)
print(c.go(3), c.method, [c.method], staticmethod(c), {1: classmethod(c)})


class D(list):
    def method(self):
        pass


print(D([1, 2]).method, [D([c]).method])
