"""Groups of exceptions, and what `except*` needs."""


class BaseExceptionGroup(BaseException):
    """Several exceptions that are raised together."""

    __module__ = "builtins"

    def __new__(cls, message, exceptions, /):
        if not isinstance(message, str):
            raise TypeError("BaseExceptionGroup.__new__() argument 1 must be str, not %s"
                            % type(message).__name__)
        if not isinstance(exceptions, (list, tuple)):
            raise TypeError("second argument (exceptions) must be a sequence")
        if not exceptions:
            raise ValueError("second argument (exceptions) must be a non-empty sequence")
        for number, one in enumerate(exceptions):
            if not isinstance(one, BaseException):
                raise ValueError("Item %d of second argument (exceptions) is not an exception"
                                 % number)
        if all([isinstance(one, Exception) for one in exceptions]):
            if cls is BaseExceptionGroup:
                cls = ExceptionGroup
        elif issubclass(cls, Exception):
            raise TypeError("Cannot nest BaseExceptions in an ExceptionGroup")
        self = super().__new__(cls, message, exceptions)
        self._message = message
        self._exceptions = tuple(exceptions)
        return self

    def __init__(self, message, exceptions, /):
        super().__init__(message, exceptions)

    @property
    def message(self):
        return self._message

    @property
    def exceptions(self):
        return self._exceptions

    def derive(self, excs, /):
        """A group of the same kind with other exceptions."""
        return BaseExceptionGroup(self.message, excs)

    def _like(self, excs):
        made = self.derive(excs)
        made.__traceback__ = self.__traceback__
        made.__cause__ = self.__cause__
        made.__context__ = self.__context__
        for note in getattr(self, "__notes__", ()):
            made.add_note(note)
        return made

    def split(self, condition, /):
        """The exceptions that meet a condition, and the others: two groups, or None."""
        meets = _condition(condition)
        if meets(self):
            return self, None
        inside = []
        outside = []
        for one in self.exceptions:
            if isinstance(one, BaseExceptionGroup):
                matched, rest = one.split(condition)
            else:
                matched, rest = (one, None) if meets(one) else (None, one)
            if matched is not None:
                inside.append(matched)
            if rest is not None:
                outside.append(rest)
        return (self._like(inside) if inside else None, self._like(outside) if outside else None)

    def subgroup(self, condition, /):
        """The exceptions that meet a condition."""
        return self.split(condition)[0]

    def __str__(self):
        count = len(self.exceptions)
        return "%s (%d sub-exception%s)" % (self.message, count, "" if count == 1 else "s")

    def __repr__(self):
        return "%s(%r, %r)" % (type(self).__name__, self.message, self.args[1])


class ExceptionGroup(BaseExceptionGroup, Exception):
    """Several exceptions that are raised together."""

    __module__ = "builtins"


def _condition(condition):
    if isinstance(condition, (type, tuple)):
        return lambda one: isinstance(one, condition)
    if callable(condition):
        return condition
    raise TypeError("expected a function, exception type or tuple of exception types")


def begin_star(error):
    """What an `except*` statement works on: the exception, what is left of it, the parts that its
    clauses took, what they raised."""
    return [error, error, [], []]


def match_star(state, wanted):
    """The part of the exception that a clause takes, or None."""
    for one in wanted if isinstance(wanted, tuple) else (wanted,):
        if isinstance(one, type) and issubclass(one, BaseExceptionGroup):
            raise TypeError("catching ExceptionGroup with except* is not allowed. Use except"
                            " instead.")
    rest = state[1]
    if rest is None:
        return None
    if isinstance(rest, BaseExceptionGroup):
        matched, state[1] = rest.split(wanted)
    elif isinstance(rest, wanted):
        matched, state[1] = ExceptionGroup("", [rest]), None
    else:
        matched = None
    if matched is not None:
        state[2].append(matched)
    return matched


def raised_star(state, error):
    """A clause raised something."""
    state[3].append(error)


def _leaves(error):
    if not isinstance(error, BaseExceptionGroup):
        return [error]
    found = []
    for one in error.exceptions:
        found.extend(_leaves(one))
    return found


def end_star(state):
    """What is to be raised after the clauses, or None."""
    error, rest, parts, raised = state
    new = [one for one in raised if not any([one is part for part in parts])]
    again = [one for one in raised if any([one is part for part in parts])]
    kept = rest
    if again and isinstance(error, BaseExceptionGroup):
        # Parts that were raised again go back to where they were.
        leaves = []
        for one in again + ([] if rest is None else [rest]):
            leaves.extend(_leaves(one))
        kept = error.subgroup(lambda one: any([one is leaf for leaf in leaves]))
    elif again:
        kept = error
    if not new:
        return kept
    if kept is None and len(new) == 1:
        return new[0]
    return ExceptionGroup("", new if kept is None else new + [kept])
