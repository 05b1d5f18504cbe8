import random

for seed in (0, 1, -7, 2 ** 80, "text", "", 3.5, b"bytes", True):
    random.seed(seed)
    print(repr(seed)[:12], random.random(), random.randint(0, 1000))
try:
    random.seed([1])
except TypeError as error:
    print(type(error).__name__)
