s = {3, 1, 2}
s.add(2)
s.discard(9)
print(sorted(s), len(s), 2 in s, s | {4} == {1, 2, 3, 4}, s & {1, 9}, s - {1, 2}, s ^ {3, 4} == {1, 2, 4})
print(s.issubset({1, 2, 3, 4}), s >= {1}, s.isdisjoint({7}), s.union([5], [6]) == {1, 2, 3, 5, 6}, set(), frozenset([1]))
s.update([10])
s.remove(10)
print({1, 2} == {2, 1}, {1} < {1, 2}, set("aab") == {"a", "b"}, s.copy() is s, sorted(s.symmetric_difference({1})))
try:
    s.remove(99)
except KeyError as error:
    print("KeyError", error)
t = (1, "a", 2.5)
print(t, t[1], t + (3,), t * 2, len(t), (5,), (), t.index("a"), t.count(1), 2.5 in t, tuple([1, 2]), t[::-1])
print((1, 2) < (1, 3), (1,) == (1,), hash((1, 2)) == hash((1, 2)), ((1, 2), [3]), max((1, 2), (2, 0)))
try:
    t[0] = 5
except TypeError as error:
    print(error)
try:
    {[1]}
except TypeError as error:
    print(error)
