def function():
    pass


class C:
    def method(self):
        pass


class D:
    def __repr__(self):
        return "D()"


print(function, C, C(), C().method, C.method, len, [].append, print)
print([function], {"c": C}, (D(), [D()]), {D(): D()}, str(D()), f"{D()}", [D(), "s", None])
print(range(3), range(1, 5), range(0, 9, 2), slice(1), iter([]), (x for x in []), zip([]), map(str, []), enumerate([]))
print({}.keys(), {1: 2}.items(), [1].__iter__(), object(), type, C.__mro__, ValueError("a"), KeyError("k"), Exception())
print(repr(ValueError("it's")), [ValueError(1, 2)], OSError("x"), StopIteration(5), NotImplemented, ...)
