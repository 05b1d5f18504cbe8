"""Signals. None ever reaches a script here: handlers are kept, and called by raise_signal only."""

from enum import IntEnum


class Signals(IntEnum):
    """The signals of Linux."""

    SIGHUP = 1
    SIGINT = 2
    SIGQUIT = 3
    SIGABRT = 6
    SIGKILL = 9
    SIGUSR1 = 10
    SIGSEGV = 11
    SIGUSR2 = 12
    SIGPIPE = 13
    SIGALRM = 14
    SIGTERM = 15
    SIGCHLD = 17


class Handlers(IntEnum):
    """What is done about a signal without a function."""

    SIG_DFL = 0
    SIG_IGN = 1


SIGHUP = Signals.SIGHUP
SIGINT = Signals.SIGINT
SIGQUIT = Signals.SIGQUIT
SIGABRT = Signals.SIGABRT
SIGKILL = Signals.SIGKILL
SIGUSR1 = Signals.SIGUSR1
SIGSEGV = Signals.SIGSEGV
SIGUSR2 = Signals.SIGUSR2
SIGPIPE = Signals.SIGPIPE
SIGALRM = Signals.SIGALRM
SIGTERM = Signals.SIGTERM
SIGCHLD = Signals.SIGCHLD
SIG_DFL = Handlers.SIG_DFL
SIG_IGN = Handlers.SIG_IGN

_handlers = {}


def default_int_handler(signum, frame, /):
    """What Ctrl+C does."""
    raise KeyboardInterrupt


def signal(signalnum, handler, /):
    """Remembers a handler; gives the one before."""
    import threading
    if threading.current_thread() is not threading.main_thread():
        raise ValueError("signal only works in main thread of the main interpreter")
    if not callable(handler) and handler not in (SIG_DFL, SIG_IGN):
        raise TypeError("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable"
                        " object")
    before = getsignal(signalnum)
    _handlers[int(signalnum)] = handler
    return before


def getsignal(signalnum, /):
    """The handler of a signal."""
    return _handlers.get(int(signalnum), default_int_handler if signalnum == SIGINT else SIG_DFL)


def raise_signal(signalnum, /):
    """Calls the handler of a signal at once."""
    handler = getsignal(signalnum)
    if callable(handler) and not isinstance(handler, Handlers):
        handler(int(signalnum), None)
