import random

a = random.Random(7)
b = random.Random(7)
print(a.random() == b.random(), a.randint(1, 100), b.randint(1, 100))
state = a.getstate()
first = [a.random() for _ in range(3)]
a.setstate(state)
print(first == [a.random() for _ in range(3)])
big = random.Random(1).sample(range(10_000), 30)
print(big)
print(random.Random(3).sample(["a", "b"], counts=[3, 2], k=4))
print(random.Random(5).gammavariate(2, 1), random.Random(5).paretovariate(3))
