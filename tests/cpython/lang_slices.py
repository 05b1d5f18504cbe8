a = list(range(10))
print(a[2:5], a[:3], a[-3:], a[::2], a[::-1], a[8:2:-2], a[100:], a[-100:2])
a[2:5] = ["x"]
print(a)
a[::2] = [0] * len(a[::2])
print(a)
del a[1:3]
print(a, "hello"[1:-1], "hello"[::-1], (1, 2, 3)[1:], a[slice(1, 3)])
try:
    a[::2] = [1]
except ValueError as error:
    print(error)
b = [1, 2, 3]
b[1:1] = [9, 9]
b[len(b):] = [7]
print(b, slice(1, 5, 2), slice(None, 3))
