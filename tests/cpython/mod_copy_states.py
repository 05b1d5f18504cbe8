# Copies of objects with slots, frozen fields, own states and loops; what a class says of itself.
import copy, threading
from dataclasses import dataclass
class V:
    __slots__ = ('x', 'y')
    def __init__(self, x, y): self.x, self.y = x, y
    def __repr__(self): return f'V({self.x}, {self.y})'
v = V(1, [2]); w = copy.copy(v); z = copy.deepcopy(v); v.y.append(3); print(v, w, z, hasattr(v, '__dict__'))
@dataclass(frozen=True)
class F:
    a: list
f = F([1]); g = copy.deepcopy(f); f.a.append(2); print(f, g, copy.copy(f))
class L:
    def __init__(self): self.lock = threading.Lock(); self.v = [1]
    def __getstate__(self):
        s = self.__dict__.copy(); del s['lock']; return s
    def __setstate__(self, s): self.__dict__.update(s); self.lock = threading.Lock()
a = L(); b = copy.deepcopy(a); a.v.append(2); print(b.v, b.lock is a.lock)
class N:
    def __init__(self): self.me = self; self.kids = [self]
n = copy.deepcopy(N()); print(n.me is n, n.kids[0] is n)
try: vars(v)
except TypeError as e: print(e)
try: v.__dict__
except AttributeError as e: print(e)
class M(V): pass
m = M(1, 2); m.extra = 5; print(m.extra, m.x, copy.copy(m).extra, M.__base__, V.__base__, bool.__base__)
try: copy.deepcopy(threading.Lock())
except TypeError as e: print(e)
class A:
    @staticmethod
    def s(): pass
    @property
    def p(self): "what p is"; return 1
print(str(A.__dict__["s"]).split(" at ")[0], A.p.__doc__)
for call in (lambda: threading.Lock() < threading.Lock(), lambda: threading.Lock()(), lambda: threading.Lock()[0], lambda: len(threading.Lock()), lambda: list(threading.Lock()), lambda: 1 in threading.Lock()):
    try: call()
    except TypeError as e: print(e)
