d = {"a": 1, "b": 2}
d["c"] = 3
print(d, d["a"], d.get("z"), d.get("z", 0), "a" in d, len(d), list(d), list(d.values()), list(d.items()))
print(d.pop("a"), d.pop("z", None), d.setdefault("b", 9), d.setdefault("n", []), d)
d.update({"x": 1}, y=2)
d.update([("z", 3)])
print(d, dict(a=1), dict([("k", "v")]), dict.fromkeys("ab", 0), {**d, "b": 0})
print(d.keys() & {"x", "q"}, d.popitem(), d == dict(d), {1: 2} == {1.0: 2}, {(1, 2): "tuple"}[1, 2])
print(d.keys(), d.values(), d.items(), {True: "t"}.get(1), {"a": {"b": [1]}}, sorted(d), max(d), list(reversed({"p": 1, "q": 2})))
for k, v in d.items():
    print(k, v, end=";")
print()
d.clear()
print(d, bool(d), {"a": 1} | {"b": 2})
try:
    for k in (e := {1: 1, 2: 2}):
        e[k + 10] = 0
except RuntimeError as error:
    print(error)
for bad in (lambda: {}["missing"], lambda: {}.popitem(), lambda: {1}.pop() and {}[0], lambda: {}.pop("k")):
    try:
        bad()
    except KeyError as error:
        print(type(error).__name__, error)
