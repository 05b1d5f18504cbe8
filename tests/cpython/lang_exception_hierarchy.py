five, text, items = 5, "abc", [1]
tests = (
    (lambda: [][1], LookupError),
    (lambda: {}[1], LookupError),
    (lambda: 1 / 0, ArithmeticError),
    (lambda: int("z"), ValueError),
    (lambda: None.x, AttributeError),
    (lambda: undefined, NameError),
    (lambda: "a" + 1, TypeError),
    (lambda: (_ for _ in ()).throw(StopIteration), RuntimeError),
    (lambda: [].pop(), IndexError),
    (lambda: 2.0 ** 10000, OverflowError),
    (lambda: "abc".index("z"), ValueError),
    (lambda: [1].remove(2), ValueError),
    (lambda: next(iter([])), StopIteration),
    (lambda: 1 % 0, ZeroDivisionError),
    (lambda: 1.0 // 0, ZeroDivisionError),
    (lambda: [1, 2][::0], ValueError),
    (lambda: {[]: 1}, TypeError),
    (lambda: range(1, 2, 0), ValueError),
    (lambda: chr(-1), ValueError),
    (lambda: "x" * "y", TypeError),
    (lambda: (1, 2) < (1, "a"), TypeError),
    (lambda: [1] < 5, TypeError),
    (lambda: -"a", TypeError),
    (lambda: five[0], TypeError),
    (lambda: text["a"], TypeError),
    (lambda: items["a"], TypeError),
    (lambda: len(iter([])), TypeError),
    (lambda: int([]), TypeError),
    (lambda: float("x"), ValueError),
    (lambda: int("12", 40), ValueError),
)
for call, expected in tests:
    try:
        call()
    except expected as error:
        print(type(error).__name__, "-", error)
    else:
        print("no error")
