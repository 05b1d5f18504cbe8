"""Variables with a value in each context. Every thread begins with an empty one."""

import _sync
from _prelude import class_alias

__all__ = ["Context", "ContextVar", "Token", "copy_context"]

_MISSING = object()
_key = object()


def _current():
    own = _sync.thread_dict(_key)
    if "context" not in own:
        own["context"] = Context()
    return own["context"]


class ContextVar:
    """A variable."""

    __module__ = "_contextvars"
    __class_getitem__ = class_alias

    def __init__(self, name, *, default=_MISSING):
        if not isinstance(name, str):
            raise TypeError("context variable name must be a str")
        self._name = name
        self._default = default

    @property
    def name(self):
        return self._name

    def get(self, default=_MISSING, /):
        """The value in the running context."""
        values = _current()._values
        if self in values:
            return values[self]
        if default is not _MISSING:
            return default
        if self._default is not _MISSING:
            return self._default
        raise LookupError(self)

    def set(self, value, /):
        """Sets the value in the running context; the token takes it back."""
        context = _current()
        token = Token(self, context._values.get(self, _MISSING), context)
        context._values[self] = value
        return token

    def reset(self, token, /):
        """Takes a `set` back."""
        if token._used:
            raise RuntimeError("%r has already been used once" % (token,))
        if token._var is not self:
            raise ValueError("%r was created by a different ContextVar" % (token,))
        context = _current()
        if token._context is not context:
            raise ValueError("%r was created in a different Context" % (token,))
        token._used = True
        if token._old is _MISSING:
            context._values.pop(self, None)
        else:
            context._values[self] = token._old

    def __repr__(self):
        default = "" if self._default is _MISSING else " default=%r" % (self._default,)
        return "<ContextVar name=%r%s at 0x%x>" % (self._name, default, id(self))


class Token:
    """What a variable was before it was set."""

    MISSING = _MISSING

    def __init__(self, var, old, context):
        self._var = var
        self._old = old
        self._context = context
        self._used = False

    @property
    def var(self):
        return self._var

    @property
    def old_value(self):
        return self._old

    def __repr__(self):
        used = " used" if self._used else ""
        return "<Token%s var=%r at 0x%x>" % (used, self._var, id(self))


class Context:
    """Values of variables."""

    __module__ = "_contextvars"

    def __init__(self):
        self._values = {}
        self._entered = False

    def run(self, callable, /, *args, **kwargs):
        """Calls something in this context."""
        if self._entered:
            raise RuntimeError("cannot enter context: %r is already entered" % (self,))
        own = _sync.thread_dict(_key)
        before = _current()
        own["context"] = self
        self._entered = True
        try:
            return callable(*args, **kwargs)
        finally:
            own["context"] = before
            self._entered = False

    def copy(self):
        """Another context with the same values."""
        other = Context()
        other._values.update(self._values)
        return other

    def get(self, var, default=None):
        """A variable's value here."""
        return self._values.get(var, default)

    def __getitem__(self, var):
        return self._values[var]

    def __contains__(self, var):
        return var in self._values

    def __iter__(self):
        return iter(self._values)

    def __len__(self):
        return len(self._values)

    def keys(self):
        """The variables with a value here."""
        return self._values.keys()

    def values(self):
        """Their values."""
        return self._values.values()

    def items(self):
        """Variables and values."""
        return self._values.items()


def copy_context():
    """A copy of the running context."""
    return _current().copy()
