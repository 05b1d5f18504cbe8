def describe(value):
    match value:
        case 0:
            return "zero"
        case int() | float() if value < 0:
            return "negative"
        case int(n):
            return f"int {n}"
        case str() as text:
            return f"text {text}"
        case [x, y]:
            return f"pair {x} {y}"
        case [first, *rest]:
            return f"list {first} {rest}"
        case {"type": "point", "x": x}:
            return f"point {x}"
        case None | True:
            return "none or true"
        case _:
            return "other"


for value in (0, -5, 7, "s", (1, 2), [1, 2, 3], {"type": "point", "x": 4, "z": 1}, None, 2.5, {}):
    print(describe(value))
