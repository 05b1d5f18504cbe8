five = 5
nothing = None
text = "text"


def none():
    pass


def one(x):
    pass


def two(x, y):
    pass


def three(x, y, z=1):
    pass


class C:
    def __init__(self, a):
        self.a = a

    def method(self, b):
        return b


for call in (
    lambda: none(1), lambda: one(), lambda: one(1, 2), lambda: two(), lambda: two(1),
    lambda: three(), lambda: three(1, 2, 3, 4), lambda: one(1, x=2), lambda: one(y=1),
    lambda: C(), lambda: C(1, 2), lambda: C(1).method(), lambda: C(1).method(1, 2),
    lambda: len(), lambda: five(), lambda: nothing(), lambda: text(), lambda: len(five),
):
    try:
        call()
    except TypeError as error:
        print(error)
