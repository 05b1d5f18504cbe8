"""Signals: those a script sends itself, and at the command line those from outside.

Handlers run in the main thread, between two of its instructions.
"""

from enum import IntEnum

import _sync
import _sys
from _prelude import default_int_handler, signal_frames
from _prelude import signal_handlers as _handlers
from _prelude import signals_handled as _handled


class Signals(IntEnum):
    """The signals of Linux."""

    SIGHUP = 1
    SIGINT = 2
    SIGQUIT = 3
    SIGILL = 4
    SIGTRAP = 5
    SIGABRT = 6
    SIGBUS = 7
    SIGFPE = 8
    SIGKILL = 9
    SIGUSR1 = 10
    SIGSEGV = 11
    SIGUSR2 = 12
    SIGPIPE = 13
    SIGALRM = 14
    SIGTERM = 15
    SIGSTKFLT = 16
    SIGCHLD = 17
    SIGCONT = 18
    SIGSTOP = 19
    SIGTSTP = 20
    SIGTTIN = 21
    SIGTTOU = 22
    SIGURG = 23
    SIGXCPU = 24
    SIGXFSZ = 25
    SIGVTALRM = 26
    SIGPROF = 27
    SIGWINCH = 28
    SIGIO = 29
    SIGPWR = 30
    SIGSYS = 31


class Handlers(IntEnum):
    """What is done about a signal without a function."""

    SIG_DFL = 0
    SIG_IGN = 1


SIGHUP = Signals.SIGHUP
SIGINT = Signals.SIGINT
SIGQUIT = Signals.SIGQUIT
SIGILL = Signals.SIGILL
SIGTRAP = Signals.SIGTRAP
SIGABRT = Signals.SIGABRT
SIGBUS = Signals.SIGBUS
SIGFPE = Signals.SIGFPE
SIGKILL = Signals.SIGKILL
SIGUSR1 = Signals.SIGUSR1
SIGSEGV = Signals.SIGSEGV
SIGUSR2 = Signals.SIGUSR2
SIGPIPE = Signals.SIGPIPE
SIGALRM = Signals.SIGALRM
SIGTERM = Signals.SIGTERM
SIGCHLD = Signals.SIGCHLD
SIGCONT = Signals.SIGCONT
SIGSTOP = Signals.SIGSTOP
SIGTSTP = Signals.SIGTSTP
SIGURG = Signals.SIGURG
SIGVTALRM = Signals.SIGVTALRM
SIGPROF = Signals.SIGPROF
SIGWINCH = Signals.SIGWINCH
SIGIO = Signals.SIGIO
SIG_DFL = Handlers.SIG_DFL
SIG_IGN = Handlers.SIG_IGN
NSIG = 65
ITIMER_REAL = 0

_NAMES = {1: "Hangup", 2: "Interrupt", 3: "Quit", 6: "Aborted", 9: "Killed",
          10: "User defined signal 1", 11: "Segmentation fault", 12: "User defined signal 2",
          13: "Broken pipe", 14: "Alarm clock", 15: "Terminated", 17: "Child exited",
          18: "Continued", 19: "Stopped (signal)"}


def _frame():
    import sys
    try:
        return sys._getframe(2)
    except ValueError:
        return None


signal_frames[0] = _frame


_handlers[2] = default_int_handler


def _number(signalnum):
    if not 1 <= signalnum < NSIG:
        raise ValueError("signal number out of range")
    return int(signalnum)


def signal(signalnum, handler, /):
    """Sets the handler of a signal; gives the one before."""
    import threading
    if threading.current_thread() is not threading.main_thread():
        raise ValueError("signal only works in main thread of the main interpreter")
    if not callable(handler) and handler not in (SIG_DFL, SIG_IGN):
        raise TypeError("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable"
                        " object")
    number = _number(signalnum)
    if number in (9, 19):
        raise OSError(22, "Invalid argument")
    before = getsignal(number)
    _handlers[number] = handler
    _sync.note_signal_handler()
    return before


def getsignal(signalnum, /):
    """The handler of a signal."""
    return _handlers.get(_number(signalnum), SIG_IGN if signalnum == SIGPIPE else SIG_DFL)


def strsignal(signalnum, /):
    """What the system calls a signal."""
    return _NAMES.get(_number(signalnum))


def valid_signals():
    """All signals."""
    return set(Signals)


def raise_signal(signalnum, /):
    """Sends the script a signal: the main thread calls its handler."""
    _sync.send_signal(_number(signalnum), False)


def pthread_kill(thread_id, signalnum, /):
    """Sends a thread a signal: whichever it is, the main thread calls the handler."""
    import threading
    if signalnum:
        is_main = thread_id == threading.main_thread().ident
        _sync.send_signal(_number(signalnum), is_main)


def pause():
    """Waits until the handler of a signal has run."""
    before = _handled[0]
    while _handled[0] == before:
        _sync.sleep(0.05)


_alarm = [0, 0.0]


def setitimer(which, seconds, interval=0.0, /):
    """Sends SIGALRM after so many seconds, and again at each interval; 0 calls that off."""
    import time
    _alarm[0] += 1
    left = max(0.0, _alarm[1] - time.monotonic())
    _alarm[1] = time.monotonic() + seconds if seconds else 0.0
    number = _alarm[0]

    def run():
        wait = seconds
        while wait:
            _sync.sleep(wait)
            if _alarm[0] != number:
                return
            _sync.send_signal(14, True)
            wait = interval
    if seconds:
        _sync.spawn(_sync.core("Thread"), run, "alarm", True)
    return (left, 0.0)


def alarm(seconds, /):
    """Sends SIGALRM after so many seconds; 0 calls that off."""
    left = setitimer(ITIMER_REAL, seconds)[0]
    return int(left) + (left > int(left))
