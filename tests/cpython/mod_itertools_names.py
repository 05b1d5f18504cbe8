# What the iterators of itertools are called where they cannot do a thing.
import itertools

numbers = itertools.count(1)
for made in (numbers, itertools.cycle("ab")):
    try:
        made.next()
    except AttributeError as error:
        print(error)
    try:
        made[0]
    except TypeError as error:
        print(error)
print(next(numbers), type(numbers))
