def numbers(count):
    for number in range(count):
        yield number


def work():
    total = 0
    for number in numbers(1000000):
        total += number
    return total + sum(n * n for n in range(500000))
