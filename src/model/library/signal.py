"""Signals. None ever reaches a script here: handlers are kept, and never called."""

SIGINT = 2
SIGABRT = 6
SIGUSR1 = 10
SIGUSR2 = 12
SIGALRM = 14
SIGTERM = 15
SIG_DFL = 0
SIG_IGN = 1

_handlers = {}


def default_int_handler(signum, frame, /):
    """What Ctrl+C does."""
    raise KeyboardInterrupt


def signal(signalnum, handler, /):
    """Remembers a handler; gives the one before."""
    import threading
    if threading.current_thread() is not threading.main_thread():
        raise ValueError("signal only works in main thread of the main interpreter")
    before = getsignal(signalnum)
    _handlers[signalnum] = handler
    return before


def getsignal(signalnum, /):
    """The handler of a signal."""
    return _handlers.get(signalnum, default_int_handler if signalnum == SIGINT else SIG_DFL)
