import sys
import traceback


def numbers(count):
    for number in range(count):
        if number == count - 1:
            raise ValueError("the last one")
        yield number


def loop(count):
    for number in numbers(count):
        print("number", number)


def not_iterable(value):
    for item in value: print(item)


for count in (1, 2, 3):
    try:
        loop(count)
    except ValueError:
        traceback.print_exc(file=sys.stdout)
try:
    not_iterable(5)
except TypeError:
    traceback.print_exc(file=sys.stdout)
