import random


def work():
    random.seed(7)
    for _ in range(12):
        numbers = [random.random() for _ in range(20000)]
        numbers.sort()
        pairs = sorted(enumerate(numbers), key=lambda pair: -pair[1])
        names = sorted(str(number) for number in numbers[:5000])
    return pairs, names
