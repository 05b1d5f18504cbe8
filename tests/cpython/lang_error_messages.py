import threading
import time
def worker(n, label="x"):
    print("worker", n, label)
t = threading.Thread(target=worker, args=(1))
t.start(); t.join()
t = threading.Thread(target=worker, args=("ab"))
t.start(); t.join()
t = threading.Thread(target=worker("called directly"))
t.start(); t.join()
t = threading.Thread(target=worker, args=(1, 2, 3))
t.start(); t.join()
t = threading.Thread(target=worker, kwargs={"nope": 1})
t.start(); t.join()
t = threading.Thread(target=worker)
t.start(); t.join()
t = threading.Thread(target=None); t.start(); t.join()
t = threading.Thread(target="notcallable"); t.start(); t.join()
class T(threading.Thread):
    def run(self, extra): pass
t = T(); t.start(); t.join()
class NoSuper(threading.Thread):
    def __init__(self): self.x = 1
try: NoSuper().start()
except RuntimeError as e: print(e)
def f(*args, **kw): return args, kw
for g in (lambda: f(*5), lambda: f(1, *5), lambda: f(**5), lambda: f(**{1: 2}), lambda: f(a=1, **{"a": 2}), lambda: print(*3), lambda: f(**[("a", 1)]), lambda: worker(**{"n": 1, "zz": 2}), lambda: worker(1, n=2), lambda: [*5], lambda: {**5}, lambda: T.run(), lambda: len(), lambda: len(1, 2), lambda: int("x", base=99), lambda: "".join([1]), lambda: "a" + b"", lambda: [] + (), lambda: {} < {}, lambda: object().x, lambda: 5 .foo, lambda: {}[[]], lambda: int(None), lambda: float("abc"), lambda: range("a"), lambda: sorted([1, "a"]), lambda: max([]), lambda: sum(["a"]), lambda: iter(5), lambda: next([]), lambda: dict([1]), lambda: set(5), lambda: chr(-1), lambda: ord("ab"), lambda: round("a"), lambda: abs("a"), lambda: pow("a", 2), lambda: divmod(1, 0), lambda: 1 % 0, lambda: 2.0 // 0, lambda: 0 ** -1, lambda: "%d" % "a", lambda: "%s %s" % 1, lambda: "{} {}".format(1), lambda: "{x}".format(), lambda: f"{1:zz}", lambda: "abc".index("z"), lambda: [].remove(1), lambda: [1].index(2), lambda: {}.popitem(), lambda: set().pop(), lambda: "a".split(""), lambda: "x".encode("nope"), lambda: b"\xff".decode(), lambda: isinstance(1, 2), lambda: issubclass(1, int), lambda: setattr(1, "a", 2), lambda: getattr(1, "zz"), lambda: time.sleep(None), lambda: threading.Thread(target=worker, args=5).start(), lambda: (yield_ := 3) + "a", lambda: hash([]), lambda: {[]: 1}, lambda: type("X", (5,), {}), lambda: (1, 2) + [3], lambda: -"a", lambda: not_defined, lambda: 1 < "a", lambda: 1 in 5, lambda: "a" in 5, lambda: 3 in "abc", lambda: [1, 2, 3][::0], lambda: list(range(3))[5], lambda: (1,)[3], lambda: "abc"[10], lambda: "abc".foo, lambda: time.foo if False else worker.foo, lambda: worker.__name__.bar):
    try: print("ok", g())
    except BaseException as e: print(type(e).__name__, e)
