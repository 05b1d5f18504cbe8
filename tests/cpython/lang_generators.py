def count(n):
    for i in range(n):
        got = yield i
        if got:
            print("got", got)
    return "finished"


g = count(3)
print(next(g), g.send("hello"), next(g))
try:
    next(g)
except StopIteration as stop:
    print(stop.value)


def chain(*parts):
    for part in parts:
        result = yield from part
        print("result", result)


print(list(chain(count(2), [7, 8])))


def closing():
    try:
        yield 1
        yield 2
    finally:
        print("closed")


g = closing()
next(g)
g.close()
g = closing()
next(g)
try:
    g.throw(ValueError("thrown"))
except ValueError as error:
    print(error)
print(sum(x * x for x in range(5)), list(x for x in "abc" if x != "b"))
print(dict((k, v) for k, v in zip("ab", (1, 2))))
