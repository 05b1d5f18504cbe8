def risky(n):
    try:
        print("try", n)
        if n == 1:
            raise ValueError("one")
        if n == 2:
            return "returned"
        if n == 3:
            {}["key"]
    except ValueError as error:
        print("except", error, error.args)
        return "handled"
    except (KeyError, IndexError) as error:
        print("except", type(error).__name__, error)
    else:
        print("else")
    finally:
        print("finally")
    return "end"


for n in range(4):
    print(risky(n))


def override():
    try:
        return "try"
    finally:
        return "finally"


print(override())
for n in range(3):
    try:
        if n == 1:
            continue
        if n == 2:
            break
        print("body", n)
    finally:
        print("cleanup", n)
