# Order of evaluation, ways out of blocks, scopes, closures and patterns, all in one place.
def f():
    try:
        return 1
    finally:
        print("fin")
def g():
    for i in range(3):
        try:
            if i == 1:
                continue
            print("i", i)
        finally:
            print("f", i)
    else:
        print("else")
    while True:
        try:
            break
        finally:
            print("brk")
def h():
    try:
        raise ValueError("a")
    except ValueError as e:
        x = e
    try:
        e
    except UnboundLocalError as u:
        print(u)
    try:
        try:
            1 / 0
        except ZeroDivisionError as z:
            raise KeyError("k") from z
    except KeyError as k:
        print(repr(k.__cause__), repr(k.__context__), k.__suppress_context__)
    def inner():
        try:
            return "try"
        finally:
            return "finally"
    return inner(), x
print(f()); g(); print(h())
def closure():
    fs = []
    for i in range(3):
        fs.append(lambda: i)
    gs = [lambda: j for j in range(3)]
    hs = [lambda j=j: j for j in range(3)]
    return [f() for f in fs], [g() for g in gs], [h() for h in hs]
print(closure())
def counter():
    n = 0
    def inc(by=1):
        nonlocal n
        n += by
        return n
    return inc
c = counter(); c(); print(c(5), c())
class A:
    x = 1
    y = [x for x in range(3)]
    def __init__(self): self.__p = 3
    def get(self): return self.__p
class B(A):
    def get(self): return super().get() + 1
    def lst(self): return [super(B, self).get() for _ in range(2)]
print(B().get(), B().lst(), A.y, B().__dict__)
a, (b, *c2), d = 1, (2, 3, 4), 5
print(a, b, c2, d)
x = [1, 2, 3]; i = 0
i, x[i] = 1, 9
print(i, x)
print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 > 1 == 1, not 1 < 2, 1 in [1, 2], 3 not in (1, 2))
print([y := 5, y ** 2], y, f"{y=} {y!r:>5} {y:03d} {'a' 'b'} {{}} {y:{y}}")
print((lambda *a, k=1, **kw: (a, k, kw))(1, 2, k=3, z=4))
def gen():
    try:
        got = yield 1
        print("got", got)
        yield from (x * 2 for x in range(3))
    finally:
        print("closed")
    return 7
it = gen(); print(next(it), it.send("s"), list(it))
def outer_gen():
    r = yield from gen()
    print("r", r)
print(list(outer_gen()))
import contextlib
class CM:
    def __init__(self, n, swallow=False): self.n, self.s = n, swallow
    def __enter__(self): print("enter", self.n); return self.n
    def __exit__(self, t, v, tb): print("exit", self.n, t and t.__name__); return self.s
with CM(1) as p, CM(2, True) as q:
    print(p, q)
    raise ValueError
def w():
    for k in range(2):
        with CM(k):
            if k: return k
            continue
print(w())
def match_it(v):
    match v:
        case 0: return "zero"
        case [a, b, *rest] if a: return a, b, rest
        case {"k": k, **r}: return k, r
        case str() as s: return "s" + s
        case (1 | 2) as n: return n
        case A(x=xx): return xx
        case None: return "none"
        case _: return "other"
for v in [0, [1, 2, 3], [0, 1], {"k": 1, "z": 2}, "q", 2, A(), None, 4.5]:
    print(match_it(v))
for n in range(3):
    if n == 5: break
else: print("no break")
k = 10
while k > 7: k -= 1
else: print("wh", k)
def dflt(a, b=[], *c, d, e=2, **f): b.append(a); return a, b, c, d, e, f
print(dflt(1, d=1), dflt(2, d=3), dflt(*[1, [2], 3], **{"d": 4, "q": 5}))
print({**{"a": 1}, "b": 2}, [*range(3), *"ab"], {*[1, 2], 3}, (*[1], 2))
s = "abcdef"; print(s[1:4], s[::-1], s[-2:], s[:2] + s[2:])
lst = list(range(10)); lst[2:4] = ["x"]; del lst[0], lst[-1]; print(lst)
print([(i, j) for i in range(3) if i for j in range(i)], {k: v for k, v in zip("ab", [1, 2])})
try:
    try: raise ValueError("one")
    except ValueError: raise
except ValueError as e: print("again", e)
def scope():
    try: print(later)
    except UnboundLocalError as e: print(e)
    later = 1
    del later
    try: later
    except UnboundLocalError as e: print(e)
scope()
try: undefined_name
except NameError as e: print(e)
try: assert 1 == 2, "msg"
except AssertionError as e: print("AE", e)
x = 5; x += 2; x -= 1; x *= 3; x //= 2; x **= 2; x %= 50; x <<= 1; x |= 1; x ^= 3; x &= 62; print(x)
d = {"n": 1}; d["n"] += 5; print(d)
class Acc:
    t = 0
    def __iadd__(self, o): self.t += o; return self
    def __add__(self, o): return ("add", o)
    def __sub__(self, o): return ("sub", o)
    def __isub__(self, o): return ("isub", o)
q = Acc(); q += 3; print(q.t, q + 2, q - 4); q -= 2; print(q)
print(1 if x else 2, None or 0 or "z", 1 and 2 and 3, not [], [] or {})
def deco(arg):
    def wrap(fn):
        def inner(*a): return arg, fn(*a)
        return inner
    return wrap
@deco(1)
@deco(2)
def deced(z): return z
print(deced(0))
