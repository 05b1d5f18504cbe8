# A generator that only a loop has ends when the loop is left.
def numbers(name):
    try:
        for number in range(5):
            yield number
    finally:
        print("closed", name)


class Shelf:
    def __iter__(self):
        try:
            yield "book"
            yield "map"
        finally:
            print("shelf closed")


def first(name):
    for number in numbers(name):
        for item in Shelf():
            return number, item


for number in numbers("a"):
    if number == 1:
        break
print("after break", first("b"))
for outer in range(2):
    for inner in numbers("c"):
        if inner:
            break
    else:
        print("not reached")
kept = numbers("kept")
for number in kept:
    break
print("still there", next(kept), next(kept))
kept.close()


def given():
    return kept_too


kept_too = numbers("given")
for number in given():
    break
print(next(kept_too))
for number in kept_too:
    pass
for number in numbers("whole"):
    continue
