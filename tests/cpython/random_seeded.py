import random

random.seed(42)
print([random.randint(1, 6) for _ in range(10)])
print(random.random(), random.uniform(1, 10))
print(random.choice("abcdef"), random.choices([1, 2, 3], k=5))
deck = list(range(10))
random.shuffle(deck)
print(deck, random.sample(range(100), 5), random.sample("abcdefgh", 8))
print(random.randrange(10), random.randrange(5, 50, 5), random.getrandbits(70))
print(random.gauss(0, 1), random.gauss(0, 1), random.normalvariate(5, 2))
print(random.expovariate(0.5), random.triangular(0, 10, 3), random.betavariate(2, 3))
print(random.choices("xyz", weights=[5, 1, 1], k=6), random.choices("xyz", cum_weights=(1, 2, 9)))
