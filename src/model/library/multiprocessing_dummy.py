"""The interface of multiprocessing over threads."""

import queue
import threading
from threading import (Barrier, BoundedSemaphore, Condition, Event, Lock, RLock, Semaphore,
                       current_thread)

__all__ = ["Process", "current_process", "active_children", "freeze_support", "Lock", "RLock",
           "Semaphore", "BoundedSemaphore", "Condition", "Event", "Barrier", "Queue",
           "JoinableQueue", "Pool"]

current_process = current_thread
Queue = queue.Queue
JoinableQueue = queue.Queue
_children = []


class DummyProcess(threading.Thread):
    """A thread with the interface of a process."""

    def __init__(self, group=None, target=None, name=None, args=(), kwargs={}):
        threading.Thread.__init__(self, group, target, name, args, kwargs)
        self._pid = None
        self._start_called = False

    def start(self):
        """Starts the thread."""
        if not self._start_called:
            _children.append(self)
        self._start_called = True
        threading.Thread.start(self)

    @property
    def exitcode(self):
        """0 once it has ended."""
        return 0 if self._start_called and not self.is_alive() else None


Process = DummyProcess


def active_children():
    """The started ones that have not ended."""
    return [child for child in _children if child.is_alive()]


def freeze_support():
    """Nothing to do here."""


def Pool(processes=None, initializer=None, initargs=()):
    """A pool of threads."""
    from multiprocessing.pool import ThreadPool
    return ThreadPool(processes, initializer, initargs)
