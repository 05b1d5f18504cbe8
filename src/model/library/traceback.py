"""Tracebacks as text."""

import _sys
import sys

_GIVEN = object()


class FrameSummary:
    """One frame of a traceback or a stack."""

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None):
        self.filename = filename
        self.lineno = lineno
        self.name = name
        self.line = line
        self.locals = locals
        self._text = None

    def __iter__(self):
        return iter([self.filename, self.lineno, self.name, self.line])

    def __getitem__(self, index):
        return (self.filename, self.lineno, self.name, self.line)[index]

    def __len__(self):
        return 4

    def __eq__(self, other):
        return tuple(self) == tuple(other)

    def __repr__(self):
        return "<FrameSummary file %s, line %d in %s>" % (self.filename, self.lineno, self.name)

    def _formatted(self):
        if self._text is not None:
            return self._text
        text = '  File "%s", line %d, in %s\n' % (self.filename, self.lineno, self.name)
        if self.line and self.line.strip():
            text += "    %s\n" % self.line.strip()
        return text


class StackSummary(list):
    """The frames of a traceback or a stack, outermost first."""

    def format(self):
        return [frame._formatted() for frame in self]

    @classmethod
    def from_list(cls, a_list):
        result = cls()
        for entry in a_list:
            if not isinstance(entry, FrameSummary):
                filename, lineno, name, line = entry
                entry = FrameSummary(filename, lineno, name, line=line)
            result.append(entry)
        return result


def _summary(facts, text=None):
    frame = FrameSummary(facts[0], facts[1], facts[2], line=facts[4])
    frame._text = text
    return frame


def _limited(frames, limit):
    if limit is None:
        return StackSummary(frames)
    return StackSummary(frames[:limit] if limit >= 0 else frames[limit:])


def extract_tb(tb, limit=None):
    """The frames of a traceback."""
    frames = []
    if isinstance(tb, sys._Traceback):
        while tb is not None:
            frames.append(_summary(tb._facts, tb._facts[6]))
            tb = tb.tb_next
    elif tb is not None:
        for facts in _sys.traceback_entries(tb):
            frames.append(_summary(facts, facts[6]))
    return _limited(frames, limit)


def walk_tb(tb):
    """The frames of a traceback with their lines."""
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def extract_stack(f=None, limit=None):
    """The frames of a stack: the caller's, or that of a frame."""
    frames = []
    if f is None:
        f = sys._getframe(1)
    while f is not None:
        line = _line_of(f)
        frames.append(FrameSummary(f.f_code.co_filename, f.f_lineno, f.f_code.co_name, line=line))
        f = f.f_back
    frames.reverse()
    if limit is not None:
        frames = frames[-limit:] if limit > 0 else frames[:-limit]
    return StackSummary(frames)


def _line_of(frame):
    return frame._source


def format_list(extracted_list):
    """The text of frames, one item a frame."""
    return StackSummary.from_list(extracted_list).format()


def print_list(extracted_list, file=None):
    """Writes frames."""
    _write("".join(format_list(extracted_list)), file)


def _error(exc, value):
    return exc if value is _GIVEN else value


def format_exception(exc, /, value=_GIVEN, tb=_GIVEN, limit=None, chain=True):
    """The lines of an exception's traceback."""
    lines = []
    for line in _sys.format_exception(_error(exc, value)).splitlines(True):
        # One item a frame: its source line and its carets belong to it.
        if lines and line.startswith("    ") and lines[-1].startswith('  File "'):
            lines[-1] += line
        else:
            lines.append(line)
    return lines


def format_exception_only(exc, /, value=_GIVEN):
    """The last lines: the exception itself."""
    error = _error(exc, value)
    cls = type(error)
    name = cls.__qualname__
    if cls.__module__ not in ("builtins", "__main__"):
        name = cls.__module__ + "." + name
    try:
        text = str(error)
    except BaseException:
        text = "<exception str() failed>"
    lines = [name + ": " + text + "\n" if text else name + "\n"]
    lines.extend([note + "\n" for note in getattr(error, "__notes__", ())])
    return lines


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
    error = _sys.exc_info()[1]
    _write("NoneType: None\n" if error is None else _sys.format_exception(error), file)


def format_stack(f=None, limit=None):
    """The stack of the caller, as text of one item a frame."""
    return extract_stack(sys._getframe(1) if f is None else f, limit).format()


def print_stack(f=None, limit=None, file=None):
    """Writes the stack of the caller."""
    print_list(extract_stack(sys._getframe(1) if f is None else f, limit), file)


def format_tb(tb, limit=None):
    """The frames of a traceback as text."""
    return extract_tb(tb, limit).format()


def print_tb(tb, limit=None, file=None):
    """Writes the frames of a traceback."""
    print_list(extract_tb(tb, limit), file)


class TracebackException:
    """An exception's traceback, to be written later."""

    def __init__(self, exc_type, exc_value, exc_traceback, **options):
        self.exc_type = exc_type
        self.stack = extract_tb(exc_traceback)
        self._lines = format_exception(exc_value)
        self._only = format_exception_only(exc_value)
        self._str = str(exc_value)

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    def format(self, *, chain=True):
        return iter(self._lines)

    def format_exception_only(self):
        return iter(self._only)

    def print(self, *, file=None, chain=True):
        _write("".join(self._lines), file)

    def __str__(self):
        return self._str


def clear_frames(tb):
    """Frames of a traceback hold no values here."""


def _write(text, file):
    if file is None:
        file = sys.stderr
    file.write(text)
