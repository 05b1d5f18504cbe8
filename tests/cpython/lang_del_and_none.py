x = [1, 2, 3]
del x[0], x[-1]
print(x)
d = {"a": 1, "b": 2}
del d["a"]
print(d)
try:
    del d["zz"]
except KeyError as error:
    print("KeyError", error)
del x
try:
    x
except NameError as error:
    print(error)
print(None, ..., NotImplemented, print("inner"), type(None), type(...))


def f():
    y = 1
    del y
    return y


try:
    f()
except UnboundLocalError as error:
    print(error)
