import json
import threading
from collections import OrderedDict

data = {"name": "Ann", "age": 3, "pi": 3.5, "ok": True, "none": None, "list": [1, "two", 3.0, [], {}],
        "nested": {"a": {"b": [1, 2, {"c": "d"}]}}, "uni": "é ż 😀", "esc": "q\"b\\s/\n\t\x01\x7f", 1: "int", 2.5: "f", None: "n", True: "t"}
print(json.dumps(data))
print(json.dumps(data, indent=2))
print(json.dumps(data, indent="\t", ensure_ascii=False))
print(json.dumps([1, 2, {"b": 1, "a": 2}], sort_keys=True, separators=(",", ":")))
print(json.dumps("x"), json.dumps(None), json.dumps(1e100), json.dumps(float("inf")), json.dumps(float("nan")), json.dumps(10**30), json.dumps(()), json.dumps((1, 2)))
text = json.dumps(data)
back = json.loads(text)
print(back)
print(json.loads(' [1, -2.5e3, "a\\u00e9\\n\\ud83d\\ude00", true, false, null, {"k": []}] '))
print(json.loads('{"a": 1, "b": 2}', object_pairs_hook=OrderedDict), json.loads("3.0"), json.loads("[NaN, Infinity]"))
print(json.loads('{"x": 1.5}', parse_float=str), json.loads('{"x": {"y": 1}}', object_hook=lambda d: sorted(d)))
for bad in ('', '{', '[1,]', '{"a" 1}', '{a: 1}', '[1 2]', '"abc', 'nul', '{"a":1} x', '[1,\n 2,,]', '"\\x"', '"a\nb"', '01', '-', '{"a":}', "'a'"):
    try:
        print(json.loads(bad))
    except json.JSONDecodeError as e:
        print(repr(bad), "->", e, e.pos, e.lineno, e.colno)
class Point:
    def __init__(self, x, y): self.x, self.y = x, y
try:
    json.dumps(Point(1, 2))
except TypeError as e:
    print(e)
try:
    json.dumps({(1, 2): 3})
except TypeError as e:
    print(e)
print(json.dumps(Point(1, 2), default=lambda o: o.__dict__), json.dumps({(1,): 2, "a": 1}, skipkeys=True))
class Enc(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, Point): return [o.x, o.y]
        if isinstance(o, set): return sorted(o)
        return super().default(o)
print(json.dumps({"p": Point(3, 4), "s": {3, 1}}, cls=Enc), Enc(indent=1).encode([Point(0, 0)]))
loop = []; loop.append(loop)
try:
    json.dumps(loop)
except ValueError as e:
    print(e)
try:
    json.loads(3)
except TypeError as e:
    print(e)
results = []
lock = threading.Lock()
def work(n):
    with lock:
        results.append(json.dumps({"thread": n}))
ts = [threading.Thread(target=work, args=(i,)) for i in range(3)]
[t.start() for t in ts]; [t.join() for t in ts]
print(sorted(results), isinstance(json.JSONDecodeError("m", "doc", 0), ValueError))
