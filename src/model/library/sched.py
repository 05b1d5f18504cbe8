"""Calls at given times, in the thread that runs the scheduler."""

import _sync
import heapq
import itertools
import threading
from time import monotonic as _monotonic, sleep as _sleep

__all__ = ["scheduler", "Event"]


class Event(tuple):
    """A call to be made."""

    _fields = ("time", "priority", "sequence", "action", "argument", "kwargs")

    def __new__(cls, time, priority, sequence, action, argument, kwargs):
        return tuple.__new__(cls, (time, priority, sequence, action, argument, kwargs))

    time = property(lambda self: self[0])
    priority = property(lambda self: self[1])
    sequence = property(lambda self: self[2])
    action = property(lambda self: self[3])
    argument = property(lambda self: self[4])
    kwargs = property(lambda self: self[5])

    def __lt__(self, other):
        return tuple(self)[:3] < tuple(other)[:3]

    def __repr__(self):
        parts = ["%s=%r" % pair for pair in zip(self._fields, self)]
        return "Event(%s)" % ", ".join(parts)


class scheduler:
    """A queue of calls."""

    def __init__(self, timefunc=_monotonic, delayfunc=_sleep):
        self._queue = []
        self._lock = threading.RLock()
        _sync.fold(self._lock, None, "scheduler")
        self._numbers = itertools.count()
        self.timefunc = timefunc
        self.delayfunc = delayfunc

    def enterabs(self, time, priority, action, argument=(), kwargs=None):
        """Arranges a call at a time."""
        with self._lock:
            event = Event(time, priority, next(self._numbers), action, argument, kwargs or {})
            heapq.heappush(self._queue, event)
        return event

    def enter(self, delay, priority, action, argument=(), kwargs=None):
        """Arranges a call after a while."""
        return self.enterabs(self.timefunc() + delay, priority, action, argument, kwargs)

    def cancel(self, event):
        """Takes a call back."""
        with self._lock:
            self._queue.remove(event)
            heapq.heapify(self._queue)

    def empty(self):
        """Whether no call is left."""
        with self._lock:
            return not self._queue

    def run(self, blocking=True):
        """Makes the calls when their times come."""
        while True:
            with self._lock:
                if not self._queue:
                    return None
                event = self._queue[0]
                now = self.timefunc()
                late = event.time > now
                if not late:
                    heapq.heappop(self._queue)
            if late:
                if not blocking:
                    return event.time - now
                self.delayfunc(event.time - now)
            else:
                event.action(*event.argument, **event.kwargs)
                self.delayfunc(0)

    @property
    def queue(self):
        """The calls in order."""
        with self._lock:
            events = self._queue[:]
        return [heapq.heappop(events) for _ in range(len(events))]
