# Objects that count, keys as sets, formatting of bytes, calls of calls.
class Three:
    def __index__(self): return 3
three = Three()
print(hex(three), bin(three), oct(three), [0] * three, three * "ab", (1,) * three, b"x" * three)
try: [0] * object()
except TypeError as e: print(e)
d = {"a": 1, "b": 2}
print(d.keys() >= {"a"}, d.keys() < {"a", "b", "c"}, d.keys() <= d.keys(), {"a"} < d.keys(), d.keys() == {"b", "a"})
print(b"%d-%s-%b" % (5, b"x", b"y"), b"%05.1f%%" % 2.5, b"%(k)s" % {b"k": b"v"})
def f(a, /, b=2): return a, b
class A:
    def m(self, x): return x
print(f.__call__(1), A().m.__call__(5), len.__call__("abc"), A.m.__call__(A(), 6))
for call in (lambda: f(1, 2, 3, c=4), lambda: f(a=1), lambda: f(1, 2, b=3), lambda: A().m(1, y=2)):
    try: call()
    except TypeError as e: print(e)
for key in ((1, {}), [1], (1, (2, [3])), {1}):
    try: hash(key)
    except TypeError as e: print(e)
class Fallback:
    def __getattr__(self, name):
        if name.startswith("q"): return name
        return super().__getattribute__(name)
print(Fallback().queue)
try: Fallback().zz
except AttributeError as e: print(e)
class Both:
    def __getattribute__(self, name):
        if name == "seen": return "by getattribute"
        return super().__getattribute__(name)
    def __getattr__(self, name): return "by getattr: " + name
print(Both().seen, Both().other)
try: nothing_here
except NameError as e: print(e.name)
try: from math import nothing_here
except ImportError as e: print(e.name)
def gen(): yield 1
g = gen()
print(g.gi_suspended, next(g), g.gi_suspended, list(g), g.gi_suspended)
