def sign(n):
    return "negative" if n < 0 else "zero" if n == 0 else "positive"


print([sign(n) for n in (-1, 0, 1)])
print(1 < 2 < 3, 1 < 3 < 2, 1 == 1.0 == True, 0 or "default", "a" and "b", not [])
print([bool(v) for v in (0, 1, "", " ", [], [0], {}, None, 0.0, ())])
if (n := len("walrus")) > 5:
    print("long", n)
x = None
print(x is None, x is not None, 3 not in [1, 2], "ell" in "hello", None or 0 or [] or "last")
print(1 if True else 2, (lambda: 5)(), (lambda *a: a)(1, 2))
