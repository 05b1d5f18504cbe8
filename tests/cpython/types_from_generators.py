# What takes any iterable takes a generator, too.
from collections import deque


def numbers():
    yield from (3, 1, 2)


print(dict.fromkeys(numbers()), dict.fromkeys(numbers(), 0), dict.fromkeys(n * n for n in range(3)))
items = deque([0])
items += numbers()
print(items)
items.extendleft(numbers())
print(items)
items += range(2)
print(items)
print(b"-".join(bytes([n]) for n in numbers()), "-".join(str(n) for n in numbers()))
listed = [9]
listed += numbers()
print(listed, deque(numbers(), maxlen=2))
for wrong in (5, None):
    for target in ([1], deque([1])):
        try:
            target += wrong
        except TypeError as error:
            print(error)
    try:
        dict.fromkeys(wrong)
    except TypeError as error:
        print(error)
    try:
        b"".join(wrong)
    except TypeError as error:
        print(error)
