"""multiprocessing.pool.ThreadPool: worker threads, a thread that hands out tasks, one that takes
results in and one that watches over the workers, as CPython has them."""

import _sync
import os
import queue
import threading
from multiprocessing import TimeoutError

__all__ = ["ThreadPool"]

INIT = "INIT"
RUN = "RUN"
CLOSE = "CLOSE"
TERMINATE = "TERMINATE"


def mapstar(args):
    return list(map(*args))


def starmapstar(args):
    return [args[0](*one) for one in args[1]]


def worker(inqueue, outqueue, initializer=None, initargs=()):
    if initializer is not None:
        initializer(*initargs)
    while True:
        task = inqueue.get()
        if task is None:
            break
        job, index, func, args, kwds = task
        try:
            result = (True, func(*args, **kwds))
        except Exception as error:
            result = (False, error)
        outqueue.put((job, index, result))


class AsyncResult:
    """A result that will be there later."""

    def __init__(self, pool, callback, error_callback):
        self._pool = pool
        self._event = threading.Event()
        _sync.fold(self._event._core, pool._taskqueue._core, "result")
        self._job = pool._next_job()
        self._cache = pool._cache
        self._callback = callback
        self._error_callback = error_callback
        self._cache[self._job] = self

    def ready(self):
        """Whether it is there."""
        return self._event.is_set()

    def successful(self):
        """Whether it is a value, not an exception."""
        if not self.ready():
            raise ValueError("%r not ready" % self)
        return self._success

    def wait(self, timeout=None):
        """Waits until it is there."""
        self._event.wait(timeout)

    def get(self, timeout=None):
        """The value; raises the exception."""
        self.wait(timeout)
        if not self.ready():
            raise TimeoutError
        if self._success:
            return self._value
        raise self._value

    def _set(self, index, result):
        self._success, self._value = result
        if self._callback and self._success:
            self._callback(self._value)
        if self._error_callback and not self._success:
            self._error_callback(self._value)
        self._event.set()
        del self._cache[self._job]

    def __repr__(self):
        return "<multiprocessing.pool.%s object at 0x%x>" % (type(self).__name__, id(self))


AsyncResult.__name__ = AsyncResult.__qualname__ = "ApplyResult"


class MapResult(AsyncResult):
    """The results of several tasks."""

    def __init__(self, pool, chunksize, length, callback, error_callback):
        super().__init__(pool, callback, error_callback)
        self._success = True
        self._value = [None] * length
        self._chunksize = chunksize
        if chunksize <= 0:
            self._number_left = 0
            self._event.set()
            del self._cache[self._job]
        else:
            self._number_left = length // chunksize + bool(length % chunksize)

    def _set(self, index, result):
        self._number_left -= 1
        success, value = result
        if success and self._success:
            self._value[index * self._chunksize:(index + 1) * self._chunksize] = value
            if self._number_left == 0:
                if self._callback:
                    self._callback(self._value)
                del self._cache[self._job]
                self._event.set()
            return
        if not success and self._success:
            self._success = False
            self._value = value
        if self._number_left == 0:
            if self._error_callback:
                self._error_callback(self._value)
            del self._cache[self._job]
            self._event.set()


class IMapIterator:
    """Results in the order of their tasks."""

    def __init__(self, pool):
        self._pool = pool
        lock = threading.Lock()
        self._cond = threading.Condition(lock)
        _sync.fold(self._cond._core, pool._taskqueue._core, "results")
        _sync.part(lock, self._cond._core, "lock")
        self._job = pool._next_job()
        self._cache = pool._cache
        self._items = []
        self._index = 0
        self._length = None
        self._unsorted = {}
        self._cache[self._job] = self

    def __iter__(self):
        return self

    def next(self, timeout=None):
        """The next result."""
        with self._cond:
            if not self._items:
                if self._index == self._length:
                    raise StopIteration from None
                self._cond.wait(timeout)
                if not self._items:
                    if self._index == self._length:
                        raise StopIteration from None
                    raise TimeoutError from None
            success, value = self._items.pop(0)
        if success:
            return value
        raise value

    def __next__(self):
        return self.next()

    def _set(self, index, result):
        with self._cond:
            self._unsorted[index] = result
            while self._index in self._unsorted:
                self._items.append(self._unsorted.pop(self._index))
                self._index += 1
                self._cond.notify()
            self._forget_if_complete()

    def _set_length(self, length):
        with self._cond:
            self._length = length
            if self._index == length:
                self._cond.notify()
            self._forget_if_complete()

    def _forget_if_complete(self):
        if self._index == self._length:
            self._cache.pop(self._job, None)


class IMapUnorderedIterator(IMapIterator):
    """Results as they come."""

    def _set(self, index, result):
        with self._cond:
            self._items.append(result)
            self._index += 1
            self._cond.notify()
            self._forget_if_complete()


class ThreadPool:
    """A pool of worker threads."""

    def __init__(self, processes=None, initializer=None, initargs=()):
        self._pool = []
        self._state = INIT
        self._taskqueue = queue.SimpleQueue()
        _sync.label(self._taskqueue._core, "pool")
        self._inqueue = queue.SimpleQueue()
        self._outqueue = queue.SimpleQueue()
        self._cache = {}
        self._jobs = 0
        self._ending = threading.Event()
        parts = ((self._inqueue, "tasks"), (self._outqueue, "results"), (self._ending, "ending"))
        for one, name in parts:
            _sync.part(one._core, self._taskqueue._core, name)
        if processes is None:
            processes = os.cpu_count() or 1
        if processes < 1:
            raise ValueError("Number of processes must be at least 1")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._processes = processes
        for _ in range(processes):
            thread = threading.Thread(
                target=worker, args=(self._inqueue, self._outqueue, initializer, initargs))
            thread.daemon = True
            thread.start()
            self._pool.append(thread)
        self._worker_handler = self._handler(self._handle_workers)
        self._task_handler = self._handler(self._handle_tasks)
        self._result_handler = self._handler(self._handle_results)
        self._state = RUN

    def _handler(self, target):
        thread = threading.Thread(target=target)
        thread.daemon = True
        thread.start()
        return thread

    def _next_job(self):
        self._jobs += 1
        return self._jobs

    def _handle_workers(self):
        self._ending.wait()
        self._taskqueue.put(None)

    def _handle_tasks(self):
        while True:
            batch = self._taskqueue.get()
            if batch is None or self._state == TERMINATE:
                break
            tasks, set_length = batch
            index = -1
            for index, task in enumerate(tasks):
                self._inqueue.put(task)
            if set_length is not None:
                set_length(index + 1)
        self._outqueue.put(None)
        for _ in self._pool:
            self._inqueue.put(None)

    def _handle_results(self):
        ending = False
        while not ending or self._cache and self._state != TERMINATE:
            task = self._outqueue.get()
            if task is None:
                ending = True
                continue
            job, index, result = task
            waiting = self._cache.get(job)
            if waiting is not None:
                waiting._set(index, result)

    def _check_running(self):
        if self._state != RUN:
            raise ValueError("Pool not running")

    def apply(self, func, args=(), kwds={}):
        """Calls a function in a worker; its value."""
        return self.apply_async(func, args, kwds).get()

    def apply_async(self, func, args=(), kwds={}, callback=None, error_callback=None):
        """Calls a function in a worker; a result to wait for."""
        self._check_running()
        result = AsyncResult(self, callback, error_callback)
        self._taskqueue.put(([(result._job, 0, func, args, kwds)], None))
        return result

    def map(self, func, iterable, chunksize=None):
        """The function's value for each item, in order."""
        return self._map_async(func, iterable, mapstar, chunksize).get()

    def map_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        """The same as a result to wait for."""
        return self._map_async(func, iterable, mapstar, chunksize, callback, error_callback)

    def starmap(self, func, iterable, chunksize=None):
        """Like map(), each item a tuple of arguments."""
        return self._map_async(func, iterable, starmapstar, chunksize).get()

    def starmap_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        """The same as a result to wait for."""
        return self._map_async(func, iterable, starmapstar, chunksize, callback, error_callback)

    def _map_async(self, func, iterable, mapper, chunksize=None, callback=None,
                   error_callback=None):
        self._check_running()
        items = list(iterable)
        if chunksize is None:
            chunksize, extra = divmod(len(items), len(self._pool) * 4)
            chunksize += bool(extra)
        if not items:
            chunksize = 0
        result = MapResult(self, chunksize, len(items), callback, error_callback)
        tasks = []
        for index, start in enumerate(range(0, len(items), chunksize or 1)):
            chunk = tuple(items[start:start + chunksize])
            tasks.append((result._job, index, mapper, ((func, chunk),), {}))
        self._taskqueue.put((tasks, None))
        return result

    def imap(self, func, iterable, chunksize=1):
        """An iterator over the values, in order."""
        return self._imap(IMapIterator, func, iterable, chunksize)

    def imap_unordered(self, func, iterable, chunksize=1):
        """An iterator over the values as they come."""
        return self._imap(IMapUnorderedIterator, func, iterable, chunksize)

    def _imap(self, kind, func, iterable, chunksize):
        self._check_running()
        if chunksize < 1:
            raise ValueError("Chunksize must be 1+, not %d" % chunksize)
        result = kind(self)
        if chunksize == 1:
            tasks = ((result._job, index, func, (item,), {})
                     for index, item in enumerate(iterable))
            self._taskqueue.put((tasks, result._set_length))
            return result
        items = list(iterable)
        chunks = [tuple(items[at:at + chunksize]) for at in range(0, len(items), chunksize)]
        tasks = [(result._job, index, mapstar, ((func, chunk),), {})
                 for index, chunk in enumerate(chunks)]
        self._taskqueue.put((tasks, result._set_length))
        return (item for chunk in result for item in chunk)

    def close(self):
        """Takes no more tasks."""
        if self._state == RUN:
            self._state = CLOSE
            self._ending.set()

    def terminate(self):
        """Takes no more tasks and forgets those that have not begun."""
        self._state = TERMINATE
        self._ending.set()

    def join(self):
        """Waits until the workers have ended."""
        if self._state == RUN:
            raise ValueError("Pool is still running")
        if self._state not in (CLOSE, TERMINATE):
            raise ValueError("In unknown state")
        self._worker_handler.join()
        self._task_handler.join()
        self._result_handler.join()
        for thread in self._pool:
            thread.join()

    def __enter__(self):
        self._check_running()
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.terminate()

    def __repr__(self):
        return ("<multiprocessing.pool.ThreadPool state=%s pool_size=%d>"
                % (self._state, len(self._pool)))
