class Manager:
    def __init__(self, name, swallow=False):
        self.name = name
        self.swallow = swallow

    def __enter__(self):
        print("enter", self.name)
        return self.name

    def __exit__(self, kind, value, trace):
        print("exit", self.name, kind.__name__ if kind else None, value)
        return self.swallow


with Manager("a") as a, Manager("b"):
    print("inside", a)
with Manager("quiet", swallow=True):
    raise ValueError("swallowed")
try:
    with Manager("loud"):
        raise KeyError("not swallowed")
except KeyError as error:
    print("caught", error)


def early():
    with Manager("return"):
        return "value"


print(early())
with (
    Manager("x"),
    Manager("y") as y,
):
    print(y)
try:
    with 5:
        pass
except TypeError as error:
    print(error)


class Loading(__import__("typing").ContextManager):
    def __exit__(self, *about):
        print("left", about[0])


with Loading() as loading:
    print(isinstance(loading, __import__("contextlib").AbstractContextManager))
