print("{} {} {}".format(1, "two", 3.0), "{1} {0}".format("a", "b"), "{x}-{y}".format(x=1, y=2))
print("{:>8}|{:<8}|{:^8}|{:08.3f}|{:,}".format("r", "l", "c", 3.14159, 1234567))
print("{0[1]} {1[key]} {2.real}".format([1, 2], {"key": "v"}, 5), "{!r} {!s}".format("q", "q"))
print("{:{}}|{:{w}.{p}f}".format("x", 5, 3.14159, w=8, p=2), "{{}} {}".format("braces"))
print("{name:>{width}}".format(name="n", width=4), "{:d} {:x} {:b}".format(10, 255, 5))
for bad in (lambda: "{}".format(), lambda: "{x}".format(), lambda: "{0} {}".format(1, 2),
            lambda: "{".format(), lambda: "}".format(), lambda: "{:d}".format("x")):
    try:
        bad()
    except (IndexError, KeyError, ValueError) as error:
        print(type(error).__name__, error)
print(format(3.14159, ".2f"), format(255, "#x"), format("x", ">3"), format(12, ""))
