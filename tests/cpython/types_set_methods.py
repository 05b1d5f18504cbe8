# Methods of sets with iterators, and with keys that define __hash__ and __eq__.
numbers = {1, 2, 3}
print(numbers.union(x for x in [4]), numbers.intersection(map(int, "23")), numbers.difference(iter([1])))
print(numbers.symmetric_difference(x for x in [3, 9]), numbers.isdisjoint(x for x in [7]))
print(numbers.issubset(iter(range(9))), numbers.issuperset(x for x in [1, 5]), frozenset("ab").union(iter("c")) == {*"abc"})
numbers.difference_update(x for x in [1])
numbers.intersection_update(x for x in [2, 3])
numbers.symmetric_difference_update(x for x in [3, 8])
numbers.update((x for x in [5]), [6], {7: "x"})
print(sorted(numbers))


class Key:
    def __init__(self, value):
        self.value = value

    def __hash__(self):
        return hash(self.value)

    def __eq__(self, other):
        return isinstance(other, Key) and self.value == other.value

    def __repr__(self):
        return f"Key({self.value})"


def keys(*values):
    return {Key(value) for value in values}


def shown(found):
    return type(found).__name__, sorted(key.value for key in found)


a, b = keys(1, 2), keys(2, 3)
print(shown(a | b), shown(a & b), shown(a - b), shown(a ^ b), a == keys(2, 1), a <= keys(1, 2, 3))
print(shown(a.union(b)), shown(a.intersection(b)), shown(a.difference(b)), a.isdisjoint(b), a < a)
print(shown(frozenset([Key(1), Key(1)])), shown(frozenset(a) | b), a.issubset(b), a >= keys(1))
a |= b
print(shown(a))
a -= keys(3)
print(shown(a))
a ^= keys(1, 9)
print(shown(a))
a &= keys(9)
print(shown(a))
a.update(keys(9, 10), [Key(10)])
print(shown(a))
first = {Key(1): "x"}
print(first | {Key(1): "y", Key(2): "z"}, {**first, Key(1): "w"}, first)
first |= {Key(1): "v"}
first.update({Key(1): "u"})
print(first, dict(first) == {Key(1): "u"})
