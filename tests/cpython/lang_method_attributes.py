# What a bound method tells of itself is what its function tells.
import functools
import threading


def logged(function):
    @functools.wraps(function)
    def wrapper(*args):
        return function(*args)
    return wrapper


class Worker(threading.Thread):
    """A worker."""

    def run(self):
        """Does the work.

        In a thread."""

    def plain(self):
        pass

    @logged
    def wrapped(self, number: int = 1) -> str:
        "Wrapped."

    @classmethod
    def make(cls):
        "Makes one."
        return cls()

    @staticmethod
    def count():
        "Counts."


worker = Worker.make()
for method in (worker.run, worker.plain, worker.wrapped, Worker.make, worker.count, Worker.run):
    print(method.__name__, method.__qualname__, repr(method.__doc__), method.__module__)
print(worker.__doc__, worker.wrapped.__wrapped__.__doc__, worker.wrapped.__annotations__)
print(worker.run.__func__ is Worker.run, worker.run.__self__ is worker)
