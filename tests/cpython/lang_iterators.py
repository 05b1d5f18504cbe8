class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n + 1


class Items:
    def __getitem__(self, i):
        if i >= 3:
            raise IndexError
        return i * 10

    def __len__(self):
        return 3


print(list(Countdown(3)), tuple(Countdown(2)), sum(Countdown(4)), max(Countdown(5)))
print([*Countdown(2), *Items()], list(reversed(Items())), sorted(Countdown(3)))
a, *b = Countdown(4)
print(a, b, 10 in Items(), 5 in Countdown(3), list(zip(Countdown(2), Items())))
print(list(map(lambda x, y: x + y, Countdown(3), Items())), list(enumerate(Countdown(2), 5)))
it = iter([1, 2])
print(next(it), next(it), next(it, "default"))
print(list(iter(Countdown(3).__next__, 1)), ",".join(str(x) for x in Countdown(3)))
try:
    iter(5)
except TypeError as error:
    print(error)
