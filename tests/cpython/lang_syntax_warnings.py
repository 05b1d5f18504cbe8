# What CPython's compiler warns of is said before the script begins.
x = 5
if x is 5 or x is not "y":
    print("compared")
assert (x, "always true")


def never_called():
    print("a" ("b"))
    return [1, 2](0), x is None, x is True


while x is 6:
    pass
while x and (x, 1) is not ():
    x = 0
print("end")
