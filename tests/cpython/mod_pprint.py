import pprint
from collections import OrderedDict, defaultdict, Counter, deque
from dataclasses import dataclass
data = {"name": "x" * 30, "values": list(range(30)), "nested": {"b": [1, 2], "a": {"deep": ("t", 1.5, None)}}, "set": {3, 1, 2}, "long": "word " * 30}
pprint.pprint(data)
pprint.pprint(data, width=40, indent=4)
pprint.pprint(data, depth=1)
pprint.pprint(list(range(40)), compact=True, width=30)
pprint.pp({"b": 1, "a": 2})
print(pprint.pformat([("a" * 20, "b" * 20), ("c" * 20, "d" * 30)], width=50))
pprint.pprint("short"); pprint.pprint([]); pprint.pprint({}); pprint.pprint((1,)); pprint.pprint(None)
pprint.pprint(defaultdict(list, {i: "v" * 20 for i in range(4)}))
pprint.pprint(Counter("abracadabra" * 3)); pprint.pprint(deque(range(40)))
pprint.pprint([{"id": i, "tags": ["t%d" % j for j in range(i)]} for i in range(6)])
@dataclass
class P:
    name: str
    items: list
pprint.pprint(P("n" * 40, ["i" * 30] * 3))
a = [1]; a.append(a); print(pprint.saferepr(a)[:30], pprint.isreadable([1]), pprint.isrecursive(a))
pprint.pprint({1: "a", "b": 2, None: 3, (1, 2): [4]}); pprint.pprint(frozenset("abcdefghijklmnopqrstuvwxyz0123456789"))
