"""Futures and a pool of threads, made of threading and queue as CPython makes them."""

import _sync
import _sys
import _time
from _prelude import class_alias
import queue
import threading

__all__ = (
    "FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED", "CancelledError", "TimeoutError",
    "BrokenExecutor", "Future", "Executor", "wait", "as_completed", "ThreadPoolExecutor",
)

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"
_AS_COMPLETED = "_AS_COMPLETED"

# Set by the import of the submodule.
thread = None

PENDING = "PENDING"
RUNNING = "RUNNING"
CANCELLED = "CANCELLED"
CANCELLED_AND_NOTIFIED = "CANCELLED_AND_NOTIFIED"
FINISHED = "FINISHED"

_STATE_WORDS = {
    PENDING: "pending",
    RUNNING: "running",
    CANCELLED: "cancelled",
    CANCELLED_AND_NOTIFIED: "cancelled",
    FINISHED: "finished",
}


class Error(Exception):
    """Base of this module's exceptions."""

    __module__ = "concurrent.futures._base"


class CancelledError(Error):
    """The future was cancelled."""

    __module__ = "concurrent.futures._base"


TimeoutError = TimeoutError


class InvalidStateError(Error):
    """The future is in a state that does not allow this."""

    __module__ = "concurrent.futures._base"


class BrokenExecutor(RuntimeError):
    """The executor cannot work any more."""

    __module__ = "concurrent.futures._base"


class BrokenThreadPool(BrokenExecutor):
    """A pool thread's initializer failed."""

    __module__ = "concurrent.futures.thread"


# -------------------------------------------------------------------- waiting

class _Waiter:
    """Told by futures that they are done; `event` is set when the wait may end."""

    _name = "wait"

    def __init__(self, futures):
        self.event = threading.Event()
        _sync.fold(self.event._core, _pool_of(futures), self._name)
        self.finished_futures = []

    def add_result(self, future):
        self.finished_futures.append(future)

    def add_exception(self, future):
        self.finished_futures.append(future)

    def add_cancelled(self, future):
        self.finished_futures.append(future)


def _pool_of(futures):
    """The core of the pool that one of them comes from, if any does."""
    for future in futures:
        if future._pool is not None:
            return future._pool
    return None


class _AsCompletedWaiter(_Waiter):
    _name = "as_completed"

    def __init__(self, futures):
        super().__init__(futures)
        self.lock = threading.Lock()
        _sync.part(self.lock, self.event._core, "lock")

    def _add(self, future):
        with self.lock:
            self.finished_futures.append(future)
            self.event.set()

    add_result = _add
    add_exception = _add
    add_cancelled = _add


class _FirstCompletedWaiter(_Waiter):
    def _add(self, future):
        self.finished_futures.append(future)
        self.event.set()

    add_result = _add
    add_exception = _add
    add_cancelled = _add


class _AllCompletedWaiter(_Waiter):
    def __init__(self, futures, num_pending_calls, stop_on_exception):
        super().__init__(futures)
        self.num_pending_calls = num_pending_calls
        self.stop_on_exception = stop_on_exception
        self.lock = threading.Lock()
        _sync.part(self.lock, self.event._core, "lock")

    def _count_down(self):
        with self.lock:
            self.num_pending_calls -= 1
            if not self.num_pending_calls:
                self.event.set()

    def add_result(self, future):
        super().add_result(future)
        self._count_down()

    def add_exception(self, future):
        super().add_exception(future)
        if self.stop_on_exception:
            self.event.set()
        else:
            self._count_down()

    def add_cancelled(self, future):
        super().add_cancelled(future)
        self._count_down()


class _AcquireFutures:
    """Holds the conditions of many futures at once, taken in one fixed order."""

    def __init__(self, futures):
        self.futures = sorted(futures, key=id)

    def __enter__(self):
        for future in self.futures:
            future._condition.acquire()

    def __exit__(self, *args):
        for future in self.futures:
            future._condition.release()


def _install_waiter(futures, return_when):
    if return_when == _AS_COMPLETED:
        waiter = _AsCompletedWaiter(futures)
    elif return_when == FIRST_COMPLETED:
        waiter = _FirstCompletedWaiter(futures)
    else:
        pending = 0
        for future in futures:
            if future._state not in (CANCELLED_AND_NOTIFIED, FINISHED):
                pending += 1
        if return_when == FIRST_EXCEPTION:
            waiter = _AllCompletedWaiter(futures, pending, True)
        elif return_when == ALL_COMPLETED:
            waiter = _AllCompletedWaiter(futures, pending, False)
        else:
            raise ValueError("Invalid return condition: %r" % return_when)
    for future in futures:
        future._waiters.append(waiter)
    return waiter


def as_completed(fs, timeout=None):
    """Gives futures as they complete, those already done first."""
    end = None if timeout is None else timeout + _time.monotonic()
    fs = set(fs)
    total = len(fs)
    with _AcquireFutures(fs):
        finished = set()
        for future in fs:
            if future._state in (CANCELLED_AND_NOTIFIED, FINISHED):
                finished.add(future)
        pending = fs - finished
        waiter = _install_waiter(fs, _AS_COMPLETED)
    finished = list(finished)
    try:
        while finished:
            future = finished.pop()
            _forget(future, waiter)
            yield future
            future = None
        while pending:
            left = None
            if end is not None:
                left = end - _time.monotonic()
                if left < 0:
                    raise TimeoutError("%d (of %d) futures unfinished" % (len(pending), total))
            waiter.event.wait(left)
            with waiter.lock:
                finished = waiter.finished_futures
                waiter.finished_futures = []
                waiter.event.clear()
            finished.reverse()
            while finished:
                future = finished.pop()
                pending.remove(future)
                _forget(future, waiter)
                yield future
                future = None
    finally:
        for future in fs:
            _forget(future, waiter)


def _forget(future, waiter):
    with future._condition:
        if waiter in future._waiters:
            future._waiters.remove(waiter)


class DoneAndNotDoneFutures(tuple):
    """What `wait` gives: the named pair (done, not_done)."""

    __slots__ = ()
    _fields = ("done", "not_done")

    def __new__(cls, done, not_done):
        return tuple.__new__(cls, (done, not_done))

    @property
    def done(self):
        return self[0]

    @property
    def not_done(self):
        return self[1]

    def __repr__(self):
        return "DoneAndNotDoneFutures(done=%r, not_done=%r)" % (self.done, self.not_done)


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    """Waits for futures; gives those done and those not done."""
    fs = set(fs)
    with _AcquireFutures(fs):
        done = set()
        failed = False
        for future in fs:
            if future._state in (CANCELLED_AND_NOTIFIED, FINISHED):
                done.add(future)
                if future._state == FINISHED and future._exception is not None:
                    failed = True
        not_done = fs - done
        if return_when == FIRST_COMPLETED and done:
            return DoneAndNotDoneFutures(done, not_done)
        if return_when == FIRST_EXCEPTION and failed:
            return DoneAndNotDoneFutures(done, not_done)
        if len(done) == len(fs):
            return DoneAndNotDoneFutures(done, not_done)
        waiter = _install_waiter(fs, return_when)
    waiter.event.wait(timeout)
    for future in fs:
        _forget(future, waiter)
    done.update(waiter.finished_futures)
    return DoneAndNotDoneFutures(done, fs - done)


# --------------------------------------------------------------------- future

class Future:
    """A result that will be there later."""

    __class_getitem__ = class_alias
    # The core of the pool it comes from.
    _pool = None

    def __init__(self):
        self._condition = threading.Condition()
        self._state = PENDING
        self._result = None
        self._exception = None
        self._waiters = []
        self._done_callbacks = []

    def __repr__(self):
        with self._condition:
            name = "<Future at 0x%x state=%s" % (id(self), _STATE_WORDS[self._state])
            if self._state != FINISHED:
                return name + ">"
            if self._exception:
                return name + " raised %s>" % self._exception.__class__.__name__
            return name + " returned %s>" % self._result.__class__.__name__

    def _invoke_callbacks(self):
        for callback in self._done_callbacks:
            self._call(callback)

    def _call(self, callback):
        try:
            callback(self)
        except Exception as error:
            logging = _sys.modules().get("logging")
            if logging is not None:
                logging.getLogger("concurrent.futures").exception(
                    "exception calling callback for %r", self)
                return
            _sys.stderr_write("exception calling callback for %r\n%s"
                              % (self, _sys.format_exception(error)))

    def cancel(self):
        """Cancels the call if it has not begun; whether it is cancelled now."""
        with self._condition:
            if self._state in (RUNNING, FINISHED):
                return False
            if self._state in (CANCELLED, CANCELLED_AND_NOTIFIED):
                return True
            self._state = CANCELLED
            self._condition.notify_all()
        self._invoke_callbacks()
        return True

    def cancelled(self):
        """Whether it was cancelled."""
        with self._condition:
            return self._state in (CANCELLED, CANCELLED_AND_NOTIFIED)

    def running(self):
        """Whether the call runs now."""
        with self._condition:
            return self._state == RUNNING

    def done(self):
        """Whether it was cancelled or is finished."""
        with self._condition:
            return self._state in (CANCELLED, CANCELLED_AND_NOTIFIED, FINISHED)

    def add_done_callback(self, fn):
        """Calls `fn(self)` when done; at once if it is."""
        with self._condition:
            if self._state not in (CANCELLED, CANCELLED_AND_NOTIFIED, FINISHED):
                self._done_callbacks.append(fn)
                return
        self._call(fn)

    def _wait_done(self, timeout):
        if self._state in (CANCELLED, CANCELLED_AND_NOTIFIED):
            raise CancelledError()
        if self._state == FINISHED:
            return
        self._condition.wait(timeout)
        if self._state in (CANCELLED, CANCELLED_AND_NOTIFIED):
            raise CancelledError()
        if self._state != FINISHED:
            raise TimeoutError()

    def result(self, timeout=None):
        """The call's result, waited for; raises what the call raised."""
        with self._condition:
            self._wait_done(timeout)
            if self._exception:
                raise self._exception
            return self._result

    def exception(self, timeout=None):
        """What the call raised, waited for; None if it returned."""
        with self._condition:
            self._wait_done(timeout)
            return self._exception

    def set_running_or_notify_cancel(self):
        """For executors: the call begins. False if it was cancelled."""
        with self._condition:
            if self._state == CANCELLED:
                self._state = CANCELLED_AND_NOTIFIED
                for waiter in self._waiters:
                    waiter.add_cancelled(self)
                return False
            if self._state == PENDING:
                self._state = RUNNING
                return True
            raise RuntimeError("Future in unexpected state")

    def set_result(self, result):
        """For executors: the call returned."""
        with self._condition:
            self._check_open()
            self._result = result
            self._state = FINISHED
            for waiter in self._waiters:
                waiter.add_result(self)
            self._condition.notify_all()
        self._invoke_callbacks()

    def set_exception(self, exception):
        """For executors: the call raised."""
        with self._condition:
            self._check_open()
            self._exception = exception
            self._state = FINISHED
            for waiter in self._waiters:
                waiter.add_exception(self)
            self._condition.notify_all()
        self._invoke_callbacks()

    def _check_open(self):
        if self._state in (CANCELLED, CANCELLED_AND_NOTIFIED, FINISHED):
            raise InvalidStateError("%s: %r" % (self._state, self))


Future.__module__ = "concurrent.futures._base"


# ------------------------------------------------------------------ executors

class Executor:
    """What runs calls and gives futures."""

    def submit(self, fn, /, *args, **kwargs):
        """Arranges the call `fn(*args, **kwargs)`; gives its future."""
        raise NotImplementedError()

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        """As builtin map, but the calls run at the same time."""
        end = None if timeout is None else timeout + _time.monotonic()
        futures = [self.submit(fn, *args) for args in zip(*iterables)]

        def result_iterator():
            try:
                futures.reverse()
                while futures:
                    future = futures.pop()
                    try:
                        if end is None:
                            value = future.result()
                        else:
                            value = future.result(end - _time.monotonic())
                    except BaseException:
                        future.cancel()
                        raise
                    yield value
            finally:
                for future in futures:
                    future.cancel()

        return result_iterator()

    def shutdown(self, wait=True, *, cancel_futures=False):
        """No more calls; waits for those under way if `wait`."""

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.shutdown(wait=True)
        return False


_pools_of_threads = {}
_program_ends = False
_ending_lock = threading.Lock()
_sync.fold(_ending_lock, None, "end of the pools")


def _at_program_end():
    global _program_ends
    with _ending_lock:
        _program_ends = True
    threads = list(_pools_of_threads.items())
    for _key, (thread, work) in threads:
        work.put(None)
    for _key, (thread, work) in threads:
        thread.join()


threading._register_atexit(_at_program_end)


class _WorkItem:
    def __init__(self, future, fn, args, kwargs):
        self.future = future
        self.fn = fn
        self.args = args
        self.kwargs = kwargs

    def run(self):
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            result = self.fn(*self.args, **self.kwargs)
        except BaseException as error:
            self.future.set_exception(error)
        else:
            self.future.set_result(result)


def _worker(executor, work_queue, initializer, initargs):
    if initializer is not None:
        try:
            initializer(*initargs)
        except BaseException as error:
            _sys.stderr_write("Exception in initializer:\n" + _sys.format_exception(error))
            executor._initializer_failed()
            return
    while True:
        item = work_queue.get(block=True)
        if item is not None:
            item.run()
            item = None
            executor._idle_semaphore.release()
            continue
        if _program_ends or executor._shutdown:
            executor._shutdown = True
            # Tells the next worker.
            work_queue.put(None)
            return


_pool_numbers = iter(range(1 << 40))


class ThreadPoolExecutor(Executor):
    """A pool of threads that run calls."""

    __module__ = "concurrent.futures.thread"

    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=()):
        if max_workers is None:
            max_workers = min(32, (_sys.cpu_count() or 1) + 4)
        if max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._max_workers = max_workers
        self._thread_name_prefix = (thread_name_prefix
                                    or "ThreadPoolExecutor-%d" % next(_pool_numbers))
        self._work_queue = queue.SimpleQueue()
        _sync.label(self._work_queue._core, self._thread_name_prefix)
        self._idle_semaphore = threading.Semaphore(0)
        _sync.part(self._idle_semaphore._core, self._work_queue._core, "idle")
        self._threads = set()
        self._broken = False
        self._shutdown = False
        self._shutdown_lock = threading.Lock()
        _sync.part(self._shutdown_lock, self._work_queue._core, "shutdown")
        self._initializer = initializer
        self._initargs = initargs

    def submit(self, fn, /, *args, **kwargs):
        with self._shutdown_lock, _ending_lock:
            if self._broken:
                raise BrokenThreadPool(self._broken)
            if self._shutdown:
                raise RuntimeError("cannot schedule new futures after shutdown")
            if _program_ends:
                raise RuntimeError("cannot schedule new futures after interpreter shutdown")
            future = Future()
            future._pool = self._work_queue._core
            _sync.fold(future._condition._core, future._pool, "future")
            self._work_queue.put(_WorkItem(future, fn, args, kwargs))
            self._adjust_thread_count()
            return future

    def _adjust_thread_count(self):
        if self._idle_semaphore.acquire(timeout=0):
            return
        count = len(self._threads)
        if count < self._max_workers:
            name = "%s_%d" % (self._thread_name_prefix, count)
            thread = threading.Thread(
                name=name, target=_worker,
                args=(self, self._work_queue, self._initializer, self._initargs))
            thread.start()
            self._threads.add(thread)
            _pools_of_threads[id(thread)] = (thread, self._work_queue)

    def _initializer_failed(self):
        with self._shutdown_lock:
            self._broken = ("A thread initializer failed, the thread pool is not usable anymore")
            self._fail_pending(BrokenThreadPool(self._broken))

    def _fail_pending(self, error):
        while True:
            try:
                item = self._work_queue.get_nowait()
            except queue.Empty:
                break
            if item is not None:
                if error is None:
                    item.future.cancel()
                else:
                    item.future.set_exception(error)

    def shutdown(self, wait=True, *, cancel_futures=False):
        with self._shutdown_lock:
            self._shutdown = True
            if cancel_futures:
                self._fail_pending(None)
            self._work_queue.put(None)
        if wait:
            for thread in list(self._threads):
                thread.join()
                _pools_of_threads.pop(id(thread), None)
