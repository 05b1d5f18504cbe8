class Counter:
    def __init__(self):
        self.value = 0

    def bump(self, by):
        self.value += by
        return self.value


def work():
    counter = Counter()
    for i in range(1200000):
        counter.bump(i)
    return counter.value
