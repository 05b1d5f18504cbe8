"""Tracebacks as text."""

import _sys
import sys

_GIVEN = object()


def _error(exc, value):
    if value is not _GIVEN:
        return value
    return exc


def format_exception(exc, /, value=_GIVEN, tb=_GIVEN, limit=None, chain=True):
    """The lines of an exception's traceback."""
    return _sys.format_exception(_error(exc, value)).splitlines(True)


def format_exception_only(exc, /, value=_GIVEN):
    """The last lines: the exception itself."""
    error = _error(exc, value)
    cls = type(error)
    name = cls.__qualname__
    if cls.__module__ not in ("builtins", "__main__"):
        name = cls.__module__ + "." + name
    text = str(error)
    return [name + ": " + text + "\n" if text else name + "\n"]


def print_exception(exc, /, value=_GIVEN, tb=_GIVEN, limit=None, file=None, chain=True):
    """Writes an exception's traceback."""
    _write(_sys.format_exception(_error(exc, value)), file)


def format_exc(limit=None, chain=True):
    """The text of the exception being handled."""
    error = _sys.exc_info()[1]
    if error is None:
        return "NoneType: None\n"
    return _sys.format_exception(error)


def print_exc(limit=None, file=None, chain=True):
    """Writes the exception being handled."""
    _write(format_exc(), file)


def format_stack(f=None, limit=None):
    """The stack of the caller, as text of one item a frame."""
    lines = []
    depth = 1
    while True:
        frame = _sys.frame(depth)
        if frame is None:
            break
        text = '  File "%s", line %d, in %s\n' % (frame[0], frame[1], frame[2])
        if frame[4] and frame[4].strip():
            text += "    %s\n" % frame[4].strip()
        lines.append(text)
        depth += 1
    lines.reverse()
    return lines


def print_stack(f=None, limit=None, file=None):
    """Writes the stack of the caller."""
    _write("".join(format_stack()[:-1]), file)


def format_tb(tb, limit=None):
    """The frames of a traceback as text."""
    error = _sys.exc_info()[1]
    if error is None:
        return []
    lines = _sys.format_exception(error).splitlines(True)
    return [line for line in lines[1:] if line.startswith("  ")]


def print_tb(tb, limit=None, file=None):
    """Writes the frames of a traceback."""
    _write("".join(format_tb(tb)), file)


def _write(text, file):
    if file is None:
        file = sys.stderr
    file.write(text)
