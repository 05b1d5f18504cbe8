print(True and 5, False or "x", not 0, True == 1, True is True, None == 0, None is None, 1 < 2 == 2, 3 > 2 > 1)
print([1, 2] == [1, 2], [1] is [1], (1, 2) == [1, 2], "a" == 1, 1 != 1.0, {} == [], "a" < "B", [2] > [1, 5])
for bad in (lambda: 1 < "a", lambda: None < 1, lambda: [] < {}, lambda: 1 + None, lambda: "a" + 1, lambda: [1] + "a",
            lambda: {} + {}, lambda: "a" - "b", lambda: not_defined, lambda: 3 in 5, lambda: None + 1):
    try:
        bad()
    except (TypeError, NameError) as error:
        print(error)
print(type(1), type("a"), type(None), type([]), type(print), type(lambda: 0), type(type), type(1.5), type(range(1)))
print(isinstance(1, (str, int)), isinstance(True, int), issubclass(bool, int), callable(print), callable(5), id(None) == id(None))
print(bool("False"), str(True), repr(None), int("0") == False, [True, False].count(1), sum([True, True]))
