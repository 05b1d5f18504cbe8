class K:
    def __init__(self, v): self.v = v
    def __hash__(self): return hash(self.v)
    def __eq__(self, o): return isinstance(o, K) and self.v == o.v
    def __repr__(self): return f"K({self.v})"
d = {}
for i in range(3000): d[K(i)] = i
print(len(d), d[K(1500)], K(2999) in d, K(3000) in d, d.get(K(5)), d.pop(K(7)), len(d), d.setdefault(K(1), "x"))
for i in range(0, 3000, 2): d.pop(K(i), None)
print(len(d), list(d)[:3])
s = {K(1), K(1), K(2)}; s.add(K(2)); print(len(s), K(1) in s, s - {K(1)}, s | {K(3)} == {K(1), K(2), K(3)})
s.discard(K(1)); print(s); s.remove(K(2)); print(s)
try: s.remove(K(9))
except KeyError as e: print("KeyError", e)
try: d[K(-1)]
except KeyError as e: print("KeyError", e)
e = {K(1): "a", 1: "b", (K(2), 3): "c"}; print(e[K(1)], e[1], e[(K(2), 3)], {K(1): 1} == {K(1): 1}, dict(e) == e)
from collections import Counter, defaultdict
print(Counter([K(1), K(1), K(2)]), defaultdict(int, {K(1): 2})[K(1)])
