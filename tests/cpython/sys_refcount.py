import sys

a = []
print(sys.getrefcount(a))
b = a
print(sys.getrefcount(a))
c = [a, a, {"k": a}]
print(sys.getrefcount(a))
del b
del c[2]
print(sys.getrefcount(a))


def inside(it):
    mine = it
    return sys.getrefcount(it)


class Holder:
    pass


holder = Holder()
print(sys.getrefcount(holder), inside(holder))
holder.a = a
print(sys.getrefcount(a))
