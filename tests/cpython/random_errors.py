import random

for call in (
    lambda: random.randint(5, 1),
    lambda: random.randrange(0),
    lambda: random.choice([]),
    lambda: random.sample([1, 2], 3),
    lambda: random.sample({1, 2}, 1),
    lambda: random.choices([1, 2], weights=[1]),
    lambda: random.randrange(1, 10, 0),
):
    try:
        call()
    except (ValueError, IndexError, TypeError) as error:
        print(type(error).__name__, error)
value = random.random()
print(0 <= value < 1, 3 <= random.randint(3, 4) <= 4)
