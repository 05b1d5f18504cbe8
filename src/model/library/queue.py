"""Queues that threads hand items through.

The core counts room and items; the items live here, in an order that subclasses choose with
`_init`, `_qsize`, `_put` and `_get`, as in CPython.
"""

import _sync
from _collections import deque
from _prelude import class_alias
from heapq import heappush, heappop

__all__ = ["Empty", "Full", "Queue", "PriorityQueue", "LifoQueue", "SimpleQueue"]

_step = _sync.step


class Empty(Exception):
    """Raised by get(block=False) and when its time is up."""


Empty.__module__ = "_queue"


class Full(Exception):
    """Raised by put(block=False) and when its time is up."""


class Queue:
    """First in, first out; `maxsize` <= 0 means endless."""

    __class_getitem__ = class_alias

    def __init__(self, maxsize=0):
        self.maxsize = maxsize
        self._init(maxsize)
        self._core = _sync.core("Queue", maxsize)
        self.mutex = _sync.Lock()
        _sync.part(self.mutex, self._core, "mutex")
        self._conditions = {}

    def _condition(self, name):
        """A condition that scripts wait for by hand: made, and told of changes, once one asks."""
        found = self._conditions.get(name)
        if found is None:
            import threading
            made = threading.Condition(self.mutex)
            _sync.part(made._core, self._core, name)
            found = self._conditions.setdefault(name, made)
        return found

    not_empty = property(lambda self: self._condition("not_empty"))
    not_full = property(lambda self: self._condition("not_full"))
    all_tasks_done = property(lambda self: self._condition("all_tasks_done"))

    def task_done(self):
        """One item that was taken is dealt with."""
        _step(self._core, "done")
        if self._conditions and not self.unfinished_tasks:
            with self.mutex:
                self.all_tasks_done.notify_all()

    def join(self):
        """Waits until every item put in has been dealt with."""
        _step(self._core, "join")

    @property
    def unfinished_tasks(self):
        """Items put in and not yet dealt with."""
        return _step(self._core, "unfinished")

    @unfinished_tasks.setter
    def unfinished_tasks(self, count):
        for _ in range(self.unfinished_tasks - count):
            _step(self._core, "done")

    def qsize(self):
        """How many items are in it, about."""
        with self.mutex:
            return self._qsize()

    def empty(self):
        """Whether it is empty, about."""
        with self.mutex:
            return not self._qsize()

    def full(self):
        """Whether it is full, about."""
        with self.mutex:
            return 0 < self.maxsize <= self._qsize()

    def put(self, item, block=True, timeout=None):
        """Puts an item in; waits for room if `block`, at most `timeout` seconds."""
        if block and timeout is not None and timeout < 0 and self.maxsize > 0:
            raise ValueError("'timeout' must be a non-negative number")
        if not block:
            timeout = None
        if _step(self._core, "reserve", 0, bool(block), timeout) is None:
            raise Full
        with self.mutex:
            try:
                self._put(item)
            except BaseException:
                _step(self._core, "free")
                raise
            _step(self._core, "publish")
            if self._conditions:
                self.not_empty.notify()

    def get(self, block=True, timeout=None):
        """Takes an item out; waits for one if `block`, at most `timeout` seconds."""
        if block and timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        if not block:
            timeout = None
        while True:
            if _step(self._core, "take", 0, bool(block), timeout) is None:
                raise Empty
            with self.mutex:
                # Nobody's item: a script emptied `queue` by hand, so its room is free too.
                if not self._qsize():
                    _step(self._core, "free")
                    continue
                item = self._get()
                _step(self._core, "free")
                if self._conditions:
                    self.not_full.notify()
                return item

    def put_nowait(self, item):
        """Puts an item in if there is room, else raises Full."""
        return self.put(item, block=False)

    def get_nowait(self):
        """Takes an item out if there is one, else raises Empty."""
        return self.get(block=False)

    def _init(self, maxsize):
        self.queue = deque()

    def _qsize(self):
        return len(self.queue)

    def _put(self, item):
        self.queue.append(item)

    def _get(self):
        return self.queue.popleft()


class PriorityQueue(Queue):
    """The smallest item first."""

    def _init(self, maxsize):
        self.queue = []

    def _qsize(self):
        return len(self.queue)

    def _put(self, item):
        heappush(self.queue, item)

    def _get(self):
        return heappop(self.queue)


class LifoQueue(Queue):
    """The newest item first."""

    def _init(self, maxsize):
        self.queue = []

    def _qsize(self):
        return len(self.queue)

    def _put(self, item):
        self.queue.append(item)

    def _get(self):
        return self.queue.pop()


class SimpleQueue:
    """First in, first out, endless, without task_done and join."""

    __module__ = "_queue"
    __class_getitem__ = class_alias

    def __init__(self):
        self._items = deque()
        self._core = _sync.core("Queue", 0)

    def put(self, item, block=True, timeout=None):
        """Puts an item in; never waits."""
        self._items.append(item)
        _step(self._core, "publish")

    def get(self, block=True, timeout=None):
        """Takes an item out; waits for one if `block`, at most `timeout` seconds."""
        if block and timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        if not block:
            timeout = None
        if _step(self._core, "take", 0, bool(block), timeout) is None:
            raise Empty
        return self._items.popleft()

    def put_nowait(self, item):
        """The same as put."""
        self.put(item)

    def get_nowait(self):
        """Takes an item out if there is one, else raises Empty."""
        return self.get(False)

    def empty(self):
        """Whether it is empty, about."""
        return len(self._items) == 0

    def qsize(self):
        """How many items are in it, about."""
        return len(self._items)
