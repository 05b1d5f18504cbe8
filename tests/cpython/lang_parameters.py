def f(a, b=2, /, c=3, *args, d, e=5, **kwargs):
    return a, b, c, args, d, e, kwargs


print(f(1, d=4))
print(f(1, 2, 3, 4, 5, d=6, e=7, x=8))
print(f(*[1, 2], **{"d": 3, "z": 1}))


def g(*, only):
    return only


def h(a, /):
    return a


for call in (lambda: f(), lambda: f(1), lambda: g(1), lambda: g(), lambda: h(a=1),
             lambda: h(1, 2), lambda: f(1, d=1, b=2), lambda: g(only=1, other=2)):
    try:
        print(call())
    except TypeError as error:
        print(error)
