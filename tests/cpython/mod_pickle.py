# Values as bytes: the same bytes as CPython's, and back.
import io, pickle, threading
class Point:
    def __init__(self, x, y): self.x, self.y = x, y
    def __eq__(self, other): return (self.x, self.y) == (other.x, other.y)
    def __repr__(self): return "Point(%r, %r)" % (self.x, self.y)
class Guarded:
    def __init__(self): self.lock, self.value = threading.Lock(), 7
    def __getstate__(self):
        state = self.__dict__.copy(); del state["lock"]; return state
    def __setstate__(self, state): self.__dict__.update(state); self.lock = threading.Lock()
class NotFound(LookupError): pass
def work(x): return x * 2
for value in [None, True, 255, -1, 70000, 2 ** 80, 1.5, "żółw", b"ab", (), (1, 2), (1, 2, 3, 4), [1, [2]], {"a": 1, "b": [None]}, {3}, frozenset({4}), Point(1, [2]), [Point(1, 2), Point(3, 4)], work, Point, len, int]:
    data = pickle.dumps(value)
    print(data, pickle.loads(data) == value)
g = pickle.loads(pickle.dumps(Guarded())); print(g.value, g.lock.locked())
e = pickle.loads(pickle.dumps(NotFound("k", 1))); print(repr(e), e.args)
loop = []; loop.append(loop); again = pickle.loads(pickle.dumps(loop)); print(again[0] is again)
f = io.BytesIO(); pickle.dump([1], f); pickle.dump({"k": 2}, f); f.seek(0); print(pickle.load(f), pickle.load(f))
try: pickle.load(f)
except EOFError as e: print(e)
for bad in (threading.Lock(), (i for i in "a"), Guarded().lock):
    try: pickle.dumps(bad)
    except TypeError as e: print(e)
def local():
    class Inner: pass
    return Inner()
try: pickle.dumps(local())
except AttributeError as e: print(e)
try: pickle.dumps(lambda: 0)
except pickle.PicklingError as e: print(str(e).split(" at ")[0])
try: pickle.loads(b"nonsense")
except pickle.UnpicklingError as e: print(e)
