a, b = 1, 2
a, b = b, a
print(a, b)
first, *middle, last = range(5)
print(first, middle, last)
*start, end = "xyz"
(p, q), [r, *s] = (1, 2), [3, 4, 5]
print(start, end, p, q, r, s)
for i, (k, v) in enumerate({"a": 1, "b": 2}.items()):
    print(i, k, v)
print([*range(3), *"ab"], (*[1], 2), {*[1, 1]}, {**{"a": 1}, "b": 2, **{"a": 3}})
for wrong in ("a, b = [1]", "x", "y"):
    try:
        if wrong == "a, b = [1]":
            a, b = [1]
        elif wrong == "x":
            a, b = 1, 2, 3
        else:
            a, *b, c = [1]
    except ValueError as error:
        print(error)
try:
    a, b = 5
except TypeError as error:
    print(error)
x = y = z = []
x.append(1)
print(y, z is x)
