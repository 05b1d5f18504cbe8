from collections.abc import Mapping, MutableMapping, Sequence, Iterable, Iterator, Callable, Hashable, Sized, Container, Set, Generator, MutableSequence
import threading
class SafeDict(MutableMapping):
    def __init__(self, *a, **k): self._d, self._l = dict(*a, **k), threading.RLock()
    def __getitem__(self, k):
        with self._l: return self._d[k]
    def __setitem__(self, k, v):
        with self._l: self._d[k] = v
    def __delitem__(self, k):
        with self._l: del self._d[k]
    def __iter__(self): return iter(dict(self._d))
    def __len__(self): return len(self._d)
d = SafeDict(a=1)
d["b"] = 2; d.update({"c": 3}, e=5); d.setdefault("z", []).append(1)
print(dict(d), d.get("q", 9), d.pop("a"), "a" in d, len(d), list(d.keys()), list(d.values()), list(d.items()), d == {"b": 2}, d.pop("no", "def"))
try: d.pop("no")
except KeyError as e: print("KeyError", e)
ts = [threading.Thread(target=d.__setitem__, args=(f"k{i}", i)) for i in range(5)]
[t.start() for t in ts]; [t.join() for t in ts]; print(len(d))
class Ring(Sequence):
    def __init__(self, items): self.items = list(items)
    def __getitem__(self, i): return self.items[i]
    def __len__(self): return len(self.items)
r = Ring("abca"); print(list(r), "b" in r, r.index("c"), r.count("a"), list(reversed(r)), r[1:3], isinstance(r, Sequence))
print([isinstance(x, Iterable) for x in ([], {}, "s", 5, iter([]), (i for i in []))], isinstance(iter([]), Iterator), isinstance(print, Callable), isinstance(lambda: 0, Callable), isinstance(5, Callable), isinstance([], Hashable), isinstance((), Hashable), isinstance({}, Mapping), isinstance(d, Mapping), isinstance("x", Sequence), isinstance({1}, Set), isinstance((x for x in []), Generator), isinstance(range(3), Sequence), isinstance([], MutableSequence), isinstance((), MutableSequence))
class It:
    def __iter__(self): return self
    def __next__(self): raise StopIteration
print(isinstance(It(), Iterator), isinstance(It(), Sized), list(It()))
try: SafeDict.__mro__[1]()
except TypeError as e: print(str(e)[:45])
def f(x: Callable[[int], str], y: Iterable[int] = ()) -> Mapping[str, int]: return {}
print(f(None))
