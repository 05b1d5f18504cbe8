"""Calls at the end of the program."""

import _prelude
import _sys

_calls = []
_registered = [False]


def register(func, *args, **kwargs):
    """Calls `func(*args, **kwargs)` at the end, the latest registered first."""
    if not callable(func):
        raise TypeError("the first argument must be callable")
    _calls.append((func, args, kwargs))
    if not _registered[0]:
        _registered[0] = True
        _prelude.at_exit(_run_exitfuncs)
    return func


def unregister(func):
    """Forgets all calls of `func`."""
    _calls[:] = [call for call in _calls if call[0] != func]


def _run_exitfuncs():
    while _calls:
        func, args, kwargs = _calls.pop()
        try:
            func(*args, **kwargs)
        except SystemExit:
            raise
        except BaseException as error:
            _sys.stderr_write("Exception ignored in atexit callback: %r\n%s"
                              % (func, _prelude.unraisable(error)))


def _clear():
    _calls.clear()


def _ncallbacks():
    return len(_calls)
