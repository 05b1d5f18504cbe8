# An exception that passes context managers made of generators leaves no frames of theirs behind.
import threading
from contextlib import ExitStack, contextmanager


@contextmanager
def held(name):
    try:
        yield name
    finally:
        print("leaves", name)


class Keeps:
    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        self.depth = depth(traceback)


def depth(traceback):
    count = 0
    while traceback is not None:
        traceback = traceback.tb_next
        count += 1
    return count


def inner():
    with held("c"):
        raise ValueError("wrong")


def outer():
    with held("a"), held("b"):
        inner()


def with_stack():
    with ExitStack() as stack:
        stack.enter_context(held("d"))
        outer()


def keeping():
    keeps = Keeps()
    try:
        with keeps:
            inner()
    except ValueError as error:
        print(keeps.depth, depth(error.__traceback__))


keeping()
thread = threading.Thread(target=with_stack)
thread.start()
thread.join()
outer()
