# Sets of numbers show their items by place, as CPython's tables lay them out.
print({3, 1, 2}, {10, 20, 30, 40, 50}, {99, 3, 45}, {5, 100, 33, 64, 7, 9})
numbers = set(range(20))
for n in range(0, 20, 3):
    numbers.discard(n)
print(numbers, numbers.pop(), numbers.pop(), numbers)
numbers.add(0)
numbers.add(64)
print(numbers, set(numbers), numbers | {1, 128}, numbers & {64, 8, 5}, numbers - {64}, numbers ^ {7, 100})
print(frozenset([9, 8, 7]), {x * x for x in range(12)}, {(1, 2), (0, 1)}, {1.5, 2, True})
print({-1, -2, -3, 0}, {2**61, 2**70, 5}, list({99, 45, 3}), sorted({3, 1}))
big = {n * 7 for n in range(60)}
big.update(range(5), [1000, 2000])
big.difference_update(range(0, 400, 14))
print(big, big.copy(), big.union([3]), big.intersection(range(100)), big.symmetric_difference({7, 8}))


class Point:
    def __init__(self, x):
        self.x = x

    def __eq__(self, other):
        return self.x == other.x

    def __hash__(self):
        return hash(self.x)

    def __repr__(self):
        return f"Point({self.x})"


print({Point(1), Point(1)}, len({Point(1), Point(2), Point(1)}), {Point(1): "a", Point(1): "b"})
print({Point(n % 2) for n in (0, 2, 4)})
