def counter():
    n = 0

    def up(by=1):
        nonlocal n
        n += by
        return n

    return up


a = counter()
b = counter()
print(a(), a(5), b(), a())
functions = [lambda: i for i in range(3)]
print([f() for f in functions], [f() for f in [lambda i=i: i for i in range(3)]])


def outer():
    x = "outer"

    def middle():
        def inner():
            nonlocal x
            x = "changed"
        inner()
        return x

    return middle(), x


print(outer())
