from contextlib import ExitStack, closing, contextmanager, nullcontext, suppress


@contextmanager
def tag(name):
    print(f"<{name}>")
    try:
        yield name.upper()
    except ValueError as error:
        print("handled", error)
    finally:
        print(f"</{name}>")


with tag("p") as p:
    print(p)
with tag("q"):
    raise ValueError("inside q")
try:
    with tag("r"):
        raise KeyError("through r")
except KeyError as error:
    print(error)
with suppress(ZeroDivisionError, KeyError):
    1 / 0
with nullcontext(5) as five:
    print(five)
with ExitStack() as stack:
    for name in "ab":
        stack.enter_context(tag(name))
    stack.callback(print, "callback")


@tag("decorated")
def function():
    print("body")


function()


class Thing:
    def close(self):
        print("closed")


with closing(Thing()):
    print("open")
