"""The low level that threading stands on."""

import _sync
import _sys
from _prelude import unraisable as _unraisable

error = RuntimeError
TIMEOUT_MAX = 9223372036.0
allocate_lock = _sync.Lock
allocate = _sync.Lock
LockType = _sync.LockType
RLock = _sync.RLock
get_ident = _sync.ident


def get_native_id():
    """The operating system's number of the running thread."""
    return _sync.native_id(_sync.thread_core())


def start_new_thread(function, args, kwargs=None, /):
    """Starts a thread that nobody can join."""
    if not callable(function):
        raise TypeError("first arg must be callable")
    if not isinstance(args, tuple):
        raise TypeError("2nd arg must be a tuple")
    if kwargs is None:
        kwargs = {}

    def run():
        try:
            function(*args, **kwargs)
        except SystemExit:
            pass
        except BaseException as failure:
            _sys.stderr_write("Exception ignored in thread started by: %r\n%s"
                              % (function, _unraisable(failure)))
    return _sync.spawn(_sync.core("Thread"), run, getattr(function, "__name__", "thread"), True)


start_new = start_new_thread


def exit():
    """Ends the running thread."""
    raise SystemExit


exit_thread = exit


def interrupt_main(signum=2, /):
    """Has the main thread act as if the signal came; what it waits for goes on first."""
    if not 1 <= signum <= 64:
        raise ValueError("signal number out of range")
    _sync.send_signal(signum, False)


def _count():
    import threading
    return threading.active_count() - 1


def stack_size(size=0, /):
    """The stack size of new threads; 0 means the default."""
    return 0
