print(abs(-3), all([1, 1]), any([]), bin(10), chr(97), ord("a"), divmod(17, 5), hex(16), oct(9), len("abc"))
print(list(enumerate("ab", 1)), list(zip("ab", [1, 2], "xy")), list(zip()), list(map(abs, [-1, 2])), list(filter(lambda x: x > 1, [1, 2, 3])))
print(sorted({"b": 1, "a": 2}), list(reversed([1, 2, 3])), round(1.5), sum(range(10)), min("b", "a"), max([1, 3, 2]))
print(isinstance([], list), hasattr([], "append"), getattr("abc", "upper")(), type(5).__name__, repr("x"), str(5) + "5")
print(list(range(0, 10, 3)), tuple("ab"), set([1, 1]), dict(zip("ab", (1, 2))), bool([]), int("7"), float("1.5"))
print(callable(len), hash("a") == hash("a"), iter([1]) is not None, next(iter("x")), slice(1, 2), pow(2, 3, 5), format(5, "03"))
try:
    print(list(zip([1], [1, 2], strict=True)))
except ValueError as error:
    print(error)
print(vars(type("T", (), {"a": 1})())), globals()["__name__"], len(dir([])) > 10, isinstance(locals(), dict)
print(eval.__name__ if False else "no eval", [*map(int, "123")], sum(map(len, ["a", "bc"])), ascii("é"), bytes(2), bytearray(b"a") if False else "")
