def add(a, b):
    return a + b


def work():
    total = 0
    for i in range(1500000):
        total = add(total, i)
    return total
