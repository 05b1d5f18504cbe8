"""Measuring how long calls take. Statements must be callables: there is no compiling text here."""

from _time import perf_counter as default_timer

default_number = 1000000
default_repeat = 5


class Timer:
    """Times a callable."""

    def __init__(self, stmt="pass", setup="pass", timer=default_timer, globals=None):
        self.timer = timer
        self._stmt = _callable(stmt, "stmt")
        self._setup = _callable(setup, "setup")

    def timeit(self, number=default_number):
        """Seconds that `number` calls take."""
        self._setup()
        stmt = self._stmt
        begin = self.timer()
        for _ in range(number):
            stmt()
        return self.timer() - begin

    def repeat(self, repeat=default_repeat, number=default_number):
        """The results of several `timeit`."""
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None):
        """A number of calls that takes at least 0.2 seconds, and the time."""
        scale = 1
        while True:
            for step in (1, 2, 5):
                number = scale * step
                taken = self.timeit(number)
                if callback:
                    callback(number, taken)
                if taken >= 0.2:
                    return (number, taken)
            scale *= 10


def _nothing():
    pass


def _callable(stmt, what):
    if callable(stmt):
        return stmt
    if stmt == "pass":
        return _nothing
    if isinstance(stmt, str):
        raise NotImplementedError(
            "timeit: %s as text is not supported, pass a function instead" % what)
    raise ValueError("%s is neither a string nor callable" % what)


def timeit(stmt="pass", setup="pass", timer=default_timer, number=default_number, globals=None):
    """Seconds that `number` calls of `stmt` take."""
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(stmt="pass", setup="pass", timer=default_timer, repeat=default_repeat,
           number=default_number, globals=None):
    """The results of several `timeit`."""
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)
