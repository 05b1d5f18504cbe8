# Keys whose parts have a __hash__ and __eq__ of their own, however deep inside.
class P:
    def __init__(self, x):
        self.x = x

    def __eq__(self, other):
        return isinstance(other, P) and self.x == other.x

    def __hash__(self):
        return hash(self.x)

    def __repr__(self):
        return "P%d" % self.x


def keys():
    yield P(1)
    yield (P(1), P(2))
    yield ((P(1), 2), (3, (P(4),)))
    yield frozenset([P(1)])
    yield frozenset([(P(1), 2)])
    yield (1, frozenset([P(1)]))
    yield frozenset([frozenset([P(1)])])


for a, b in zip(keys(), keys()):
    table = {a: "found"}
    print(a == b, hash(a) == hash(b), table[b], table.get(b), b in table, b in {a})
    table[b] = "again"
    print(table, len({a, b}), {a} == {b}, {a: 1} == {b: 1}, {a} <= {b}, {a} & {b})
    print({a} - {b}, {a} | {b}, {a} ^ {b}, {a}.isdisjoint({b}), {a}.issubset([b]))
    s = {a, 7}
    s |= {b}
    s.update([b], (b,))
    s -= {b, 8}
    print(s, set(frozenset([a])) == {b}, {**{a: 1}, **{b: 2}}, {*{a}, *{b}})
    copy = {a}.copy()
    copy.discard(b)
    print(copy, dict({a: 1}).pop(b))
