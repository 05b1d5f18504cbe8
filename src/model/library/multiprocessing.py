"""The parts of multiprocessing that a single process has: pools of threads, and a few facts."""

import os

__all__ = ["TimeoutError", "active_children", "cpu_count", "current_process", "freeze_support",
           "parent_process"]

# Set by the imports of the submodules.
pool = None
dummy = None


class ProcessError(Exception):
    """Base of this module's exceptions."""


class TimeoutError(ProcessError):
    """A result was not there in time."""

    __module__ = "multiprocessing.context"


class _MainProcess:
    """The one process there is."""

    name = "MainProcess"
    daemon = False
    exitcode = None

    @property
    def pid(self):
        """Its number."""
        return os.getpid()

    ident = pid

    def is_alive(self):
        """It is running."""
        return True

    def __repr__(self):
        return "<_MainProcess name='MainProcess' parent=None started>"


_main = _MainProcess()


def current_process():
    """The one process there is."""
    return _main


def parent_process():
    """None: this is the first process."""
    return None


def active_children():
    """No process was started by this one."""
    return []


def cpu_count():
    """How many processors the machine has."""
    return os.cpu_count()


def freeze_support():
    """Nothing to do here."""
