"""Warnings, printed to stderr as CPython prints them: once for each place in the script."""

import _sys

_seen = set()
_filters = []


def warn(message, category=None, stacklevel=1, source=None):
    """Prints a warning about the caller, `stacklevel` levels up."""
    if isinstance(message, Warning):
        category = type(message)
        text = str(message)
    else:
        text = str(message)
        if category is None:
            category = UserWarning
    frame = _sys.frame(stacklevel)
    if frame is None:
        frame = ("sys", 1, "", "sys", "")
    filename, line, _function, module, source_line = frame[:5]
    action = _action(text, category, module)
    if action == "ignore":
        return
    if action == "error":
        raise message if isinstance(message, Warning) else category(message)
    place = (text, category, filename, line)
    if action == "module":
        place = (text, category, filename)
    elif action == "once":
        place = (text, category)
    if action != "always":
        if place in _seen:
            return
        _seen.add(place)
    if _recorders:
        _recorders[-1].append(WarningMessage(message, category, filename, line))
        return
    showwarning(message, category, filename, line, None, source_line)


def _action(text, category, module):
    for action, kind, start in _filters:
        if issubclass(category, kind) and text.startswith(start):
            return action
    if issubclass(category, DeprecationWarning):
        return "default" if module == "__main__" else "ignore"
    if issubclass(category, (PendingDeprecationWarning, ImportWarning, ResourceWarning)):
        return "ignore"
    return "default"


class WarningMessage:
    """One warning as `catch_warnings(record=True)` keeps it."""

    def __init__(self, message, category, filename, lineno, file=None, line=None):
        self.message = message if isinstance(message, Warning) else category(message)
        self.category = category
        self.filename = filename
        self.lineno = lineno


def formatwarning(message, category, filename, lineno, line=None):
    """The text of a warning."""
    text = "%s:%s: %s: %s\n" % (filename, lineno, category.__name__, message)
    if line is not None and line.strip():
        text += "  %s\n" % line.strip()
    return text


def showwarning(message, category, filename, lineno, file=None, line=None):
    """Writes a warning to stderr."""
    text = formatwarning(message, category, filename, lineno, line)
    if file is None:
        _sys.stderr_write(text)
    else:
        file.write(text)


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    """What to do with warnings whose text begins with `message`."""
    _add(action, category, message, append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """What to do with all warnings of a category."""
    _add(action, category, "", append)


def _add(action, category, start, append):
    if action not in ("error", "ignore", "always", "default", "module", "once"):
        raise AssertionError("invalid action: %r" % (action,))
    if append:
        _filters.append((action, category, start))
    else:
        _filters.insert(0, (action, category, start))


def resetwarnings():
    """Forgets all filters."""
    _filters.clear()


_recorders = []


class catch_warnings:
    """Restores the filters at its end; with `record` keeps the warnings in a list."""

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0,
                 append=False):
        self._record = record
        self._action = action
        self._category = category

    def __enter__(self):
        self._saved = list(_filters)
        if self._action is not None:
            simplefilter(self._action, self._category)
        if self._record:
            log = []
            _recorders.append(log)
            return log
        return None

    def __exit__(self, *exc_info):
        _filters[:] = self._saved
        if self._record:
            _recorders.pop()
