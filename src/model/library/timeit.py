"""Measuring how long calls and texts take."""

import itertools
from _time import perf_counter as default_timer

__all__ = ["Timer", "timeit", "repeat", "default_timer"]

default_number = 1000000
default_repeat = 5

# What is run, to the letter: the script's compiler knows it (`script/compile/texts.rs`).
_TEMPLATE = """
def inner(_it, _timer{init}):
    {setup}
    _t0 = _timer()
    for _i in _it:
        {stmt}
        pass
    _t1 = _timer()
    return _t1 - _t0
"""


def _indented(text, depth):
    return text.replace("\n", "\n" + " " * depth)


def _part(name, code, depth, names):
    """A part of the template: a text as it is, or a call of what `names` then holds."""
    if isinstance(code, str):
        compile(code, "<timeit-src>", "exec")
        return _indented(code, depth)
    if callable(code):
        names["_" + name] = code
        return "_" + name + "()"
    raise ValueError(name + " is neither a string nor callable")


class Timer:
    """Times a callable or a text."""

    def __init__(self, stmt="pass", setup="pass", timer=default_timer, globals=None):
        self.timer = timer
        names = {}
        setup_text = _part("setup", setup, 4, names)
        stmt_text = _part("stmt", stmt, 8, names)
        if "_stmt" in names and (setup == "pass" or "_setup" in names):
            self.inner = _calls(stmt, names.get("_setup"))
            return
        init = "".join(f", {name}={name}" for name in names)
        self.src = _TEMPLATE.format(stmt=stmt_text, setup=setup_text, init=init)
        if globals is not None:
            names = {**globals, **names, "__name__": "timeit"}
        exec(self.src, names)
        self.inner = names["inner"]

    def timeit(self, number=default_number):
        """Seconds that `number` runs take."""
        return self.inner(itertools.repeat(None, number), self.timer)

    def repeat(self, repeat=default_repeat, number=default_number):
        """The results of several `timeit`."""
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None):
        """A number of runs that takes at least 0.2 seconds, and the time."""
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

    def print_exc(self, file=None):
        """Prints the exception being handled."""
        import traceback
        traceback.print_exc(file=file)


def _calls(stmt, setup):
    def inner(numbers, timer):
        if setup is not None:
            setup()
        begin = timer()
        for _ in numbers:
            stmt()
        return timer() - begin
    return inner


def timeit(stmt="pass", setup="pass", timer=default_timer, number=default_number, globals=None):
    """Seconds that `number` runs of `stmt` take."""
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(stmt="pass", setup="pass", timer=default_timer, repeat=default_repeat,
           number=default_number, globals=None):
    """The results of several `timeit`."""
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)
