"""Thread-based parallelism: threads, locks, and what is built of them.

Locks are native. Every other primitive is a thin face over a core object whose rules are
written once, in Rust: the face checks arguments, the core decides who waits and who goes on.
"""

import _sync
import _sys
import _time
import _weak
from _prelude import settle as _settle
from _prelude import unraisable as _unraisable

__all__ = [
    "get_ident", "active_count", "Condition", "current_thread",
    "enumerate", "main_thread", "TIMEOUT_MAX",
    "Event", "Lock", "RLock", "Semaphore", "BoundedSemaphore", "Thread",
    "Barrier", "BrokenBarrierError", "Timer", "ThreadError",
    "local", "stack_size",
    "excepthook", "ExceptHookArgs", "getprofile", "gettrace", "get_native_id",
]

Lock = _sync.Lock
RLock = _sync.RLock
get_ident = _sync.ident
ThreadError = RuntimeError
TIMEOUT_MAX = 9223372036.0
_allocate_lock = _sync.Lock

# What a time-out may be: anything else says itself that it cannot be compared with a number.
_TIMES = (int, float, type(None))


def _above_zero(timeout):
    """A time-out that is no number, as far as it is above 0: what cannot be compared says so."""
    if isinstance(timeout, _TIMES):
        return timeout
    return timeout if timeout > 0 else 0


_step = _sync.step
_new_core = _sync.core
_monotonic = _time.monotonic


def get_native_id():
    """The operating system's number of the running thread."""
    return _sync.native_id(_sync.thread_core())


def _start_new_thread(function, args, kwargs=None, /):
    import _thread
    return _thread.start_new_thread(function, args, kwargs)


def _deprecated(message):
    import warnings
    warnings.warn(message, DeprecationWarning, stacklevel=3)


def gettrace():
    """No trace function is ever set."""
    return None


def getprofile():
    """No profile function is ever set."""
    return None


def stack_size(size=0):
    """The stack size of new threads; 0 means the default. Kept, but without effect."""
    global _stack_size
    before = _stack_size
    if size != 0 and size < 32768:
        raise ValueError("size not valid: %d bytes" % size)
    _stack_size = size
    return before


_stack_size = 0


# ------------------------------------------------------------------ condition

class Condition:
    """Threads wait here, lock released, until another thread notifies them."""

    def __init__(self, lock=None):
        self._core = _new_core("Condition")
        if lock is None:
            lock = RLock()
            _sync.part(lock, self._core, "lock")
        self._lock = lock
        self.acquire = lock.acquire
        self.release = lock.release

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def __repr__(self):
        return "<Condition(%s, %d)>" % (self._lock, _step(self._core, "waiting"))

    def _release_save(self):
        lock = self._lock
        if hasattr(lock, "_release_save"):
            return lock._release_save()
        lock.release()
        return None

    def _acquire_restore(self, saved):
        lock = self._lock
        if hasattr(lock, "_acquire_restore"):
            lock._acquire_restore(saved)
        else:
            lock.acquire()

    def _is_owned(self):
        lock = self._lock
        if hasattr(lock, "_is_owned"):
            return lock._is_owned()
        if type(lock) is _sync.LockType:
            return lock.locked()
        if lock.acquire(False):
            lock.release()
            return False
        return True

    def wait(self, timeout=None):
        """Waits until notified; False if `timeout` seconds went by first."""
        if not self._is_owned():
            raise RuntimeError("cannot wait on un-acquired lock")
        timeout = _above_zero(timeout)
        ticket = _step(self._core, "enqueue")
        saved = self._release_save()
        try:
            return _step(self._core, "await", ticket, True, timeout) is not None
        finally:
            self._acquire_restore(saved)

    def wait_for(self, predicate, timeout=None):
        """Waits until `predicate()` is true; gives its last value."""
        result = predicate()
        if timeout is None:
            while not result:
                self.wait()
                result = predicate()
            return result
        end = None
        left = timeout
        while not result:
            if end is None:
                end = _monotonic() + left
            else:
                left = end - _monotonic()
                if left <= 0:
                    break
            self.wait(left)
            result = predicate()
        return result

    def notify(self, n=1):
        """Lets up to `n` waiting threads go on."""
        if not self._is_owned():
            raise RuntimeError("cannot notify on un-acquired lock")
        if n > 0:
            _step(self._core, "notify", n)

    def notify_all(self):
        """Lets all waiting threads go on."""
        if not self._is_owned():
            raise RuntimeError("cannot notify on un-acquired lock")
        _step(self._core, "notify", -1)

    def notifyAll(self):
        """Old spelling of notify_all."""
        _deprecated("notifyAll() is deprecated, use notify_all() instead")
        self.notify_all()


# ------------------------------------------------------------------ semaphore

class Semaphore:
    """A number of permits: acquire takes one or waits, release gives back."""

    _core_kind = "Semaphore"

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._core = _new_core(self._core_kind, value)

    @property
    def _value(self):
        return _step(self._core, "value")

    def __repr__(self):
        cls = type(self)
        return "<%s.%s at %s: value=%d>" % (
            cls.__module__, cls.__qualname__, _address(self), self._value)

    def acquire(self, blocking=True, timeout=None):
        """Takes a permit; waits for one if `blocking`, at most `timeout` seconds."""
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        if not isinstance(timeout, _TIMES):
            if _step(self._core, "acquire", 0, False) is not None:
                return True
            timeout = _monotonic() + timeout - _monotonic()
        return _step(self._core, "acquire", 0, bool(blocking), timeout) is not None

    def __enter__(self):
        _step(self._core, "acquire")
        return True

    def release(self, n=1):
        """Gives back `n` permits."""
        if n < 1:
            raise ValueError("n must be one or more")
        _step(self._core, "release", n)

    def __exit__(self, t, v, tb):
        self.release()


class BoundedSemaphore(Semaphore):
    """A semaphore that refuses to hold more permits than it began with."""

    _core_kind = "BoundedSemaphore"

    def __init__(self, value=1):
        super().__init__(value)
        self._initial_value = value

    def __repr__(self):
        cls = type(self)
        return "<%s.%s at %s: value=%d/%d>" % (
            cls.__module__, cls.__qualname__, _address(self), self._value,
            self._initial_value)


def _address(obj):
    return "0x%x" % id(obj)


# ---------------------------------------------------------------------- event

class Event:
    """A flag to wait for."""

    def __init__(self):
        self._core = _new_core("Event")

    def __repr__(self):
        cls = type(self)
        status = "set" if self.is_set() else "unset"
        return "<%s.%s at %s: %s>" % (
            cls.__module__, cls.__qualname__, _address(self), status)

    @property
    def _flag(self):
        return _step(self._core, "is_set") == 1

    def is_set(self):
        """Whether the flag is up."""
        return _step(self._core, "is_set") == 1

    def isSet(self):
        """Old spelling of is_set."""
        _deprecated("isSet() is deprecated, use is_set() instead")
        return self.is_set()

    def set(self):
        """Raises the flag: all who wait go on."""
        _step(self._core, "set")

    def clear(self):
        """Lowers the flag."""
        _step(self._core, "clear")

    def wait(self, timeout=None):
        """Waits for the flag; False if `timeout` seconds went by first."""
        if not isinstance(timeout, _TIMES):
            if self.is_set():
                return True
            timeout = _above_zero(timeout)
        return _step(self._core, "wait", 0, True, timeout) is not None


# -------------------------------------------------------------------- barrier

class BrokenBarrierError(RuntimeError):
    """Raised to those who wait at a barrier that breaks."""


class Barrier:
    """Threads wait for one another: all go on when the last arrives."""

    def __init__(self, parties, action=None, timeout=None):
        self._parties = parties
        self._action = action
        self._timeout = timeout
        self._core = _new_core("Barrier", parties)

    def __repr__(self):
        cls = type(self)
        name = "%s.%s at %s" % (cls.__module__, cls.__qualname__, _address(self))
        if self.broken:
            return "<%s: broken>" % name
        return "<%s: waiters=%d/%d>" % (name, self.n_waiting, self._parties)

    def wait(self, timeout=None):
        """Waits for the others; gives a number from 0 to parties - 1, another to each."""
        if timeout is None:
            timeout = self._timeout
        core = self._core
        if not isinstance(timeout, _TIMES) and self.n_waiting + 1 < self._parties:
            timeout = _monotonic() + timeout - _monotonic()
        index = _step(core, "arrive", 0, True, timeout)
        if index is None:
            # Giving up has broken the barrier for all.
            raise BrokenBarrierError
        if index == self._parties - 1:
            try:
                if self._action:
                    self._action()
            except BaseException:
                _step(core, "abort")
                raise
            index = _step(core, "open")
        return index

    def reset(self):
        """Empties the barrier: those who wait get BrokenBarrierError."""
        _step(self._core, "reset")

    def abort(self):
        """Breaks the barrier."""
        _step(self._core, "abort")

    @property
    def parties(self):
        """How many threads it takes."""
        return self._parties

    @property
    def n_waiting(self):
        """How many threads wait now."""
        return _step(self._core, "waiting")

    @property
    def broken(self):
        """Whether it is broken."""
        return _step(self._core, "broken") == 1


# --------------------------------------------------------------------- thread

# One number a thread, handed out by a native iterator: taking the next is atomic.
_name_numbers = iter(range(1, 1 << 40))
_keys = iter(range(1, 1 << 40))

# Threads that run, by key, in the order they were started.
_active = {}


class Thread:
    """A thread of control: `run` is called in it after `start`."""

    _initialized = False
    # Whether an exception ended a join.
    _given_up = False

    def __init__(self, group=None, target=None, name=None,
                 args=(), kwargs=None, *, daemon=None):
        assert group is None, "group argument must be None for now"
        if kwargs is None:
            kwargs = {}
        if name:
            name = str(name)
        else:
            name = "Thread-%d" % next(_name_numbers)
            if target is not None:
                try:
                    name = name + " (%s)" % target.__name__
                except AttributeError:
                    pass
        self._target = target
        self._name = name
        self._args = args
        self._kwargs = kwargs
        if daemon is not None:
            self._daemonic = daemon
        else:
            self._daemonic = current_thread().daemon
        self._ident = None
        self._thread_begun = False
        self._thread_key = next(_keys)
        self._thread_core = _new_core("Thread")
        self._initialized = True

    def __repr__(self):
        assert self._initialized, "Thread.__init__() was not called"
        status = "initial"
        if self._thread_begun:
            status = "started"
        if self._thread_ended():
            status = "stopped"
        if self._daemonic:
            status += " daemon"
        if self._ident is not None:
            status += " %s" % self._ident
        return "<%s(%s, %s)>" % (self.__class__.__name__, self._name, status)

    def _thread_ended(self):
        if not self._thread_begun:
            return False
        return self._given_up or _step(self._thread_core, "alive") == 0

    def start(self):
        """Starts the thread; once only."""
        if not self._initialized:
            raise RuntimeError("thread.__init__() not called")
        if self._thread_begun:
            raise RuntimeError("threads can only be started once")
        self._thread_begun = True
        _active[self._thread_key] = self
        try:
            self._ident = _sync.spawn(self._thread_core, self._bootstrap, self._name, self.daemon)
        except BaseException:
            self._thread_begun = False
            _active.pop(self._thread_key, None)
            raise

    def run(self):
        """What the thread does: calls the target. Subclasses may do something else."""
        try:
            if self._target is not None:
                self._target(*self._args, **self._kwargs)
        finally:
            del self._target, self._args, self._kwargs

    def _bootstrap(self):
        _sync.set_thread_object(self)
        self._ident = get_ident()
        try:
            self.run()
        except BaseException:
            _report(self)
        finally:
            _active.pop(self._thread_key, None)
            if _weak.watching():
                _settle()

    def join(self, timeout=None):
        """Waits until the thread ends, at most `timeout` seconds."""
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")
        if not self._thread_begun:
            raise RuntimeError("cannot join thread before it is started")
        if self is current_thread():
            raise RuntimeError("cannot join current thread")
        if not isinstance(timeout, _TIMES):
            timeout = max(timeout, 0)
        if self._given_up:
            return
        try:
            ended = _step(self._thread_core, "join", 0, True, timeout) is not None
        except BaseException:
            # CPython 3.11 takes the thread for ended then (bpo-45274): nobody waits for it any more.
            self._given_up = True
            raise
        if ended:
            self._stop()

    @property
    def name(self):
        """What the thread is called."""
        assert self._initialized, "Thread.__init__() not called"
        return self._name

    @name.setter
    def name(self, name):
        assert self._initialized, "Thread.__init__() not called"
        self._name = str(name)
        _sync.rename(self._thread_core, self._name)

    @property
    def ident(self):
        """The thread's number, or None before it is started."""
        assert self._initialized, "Thread.__init__() not called"
        return self._ident

    @property
    def native_id(self):
        """The operating system's number of the thread, or None before it is started."""
        assert self._initialized, "Thread.__init__() not called"
        if not self._thread_begun:
            return None
        return _sync.native_id(self._thread_core)

    def is_alive(self):
        """Whether it has been started and has not ended."""
        assert self._initialized, "Thread.__init__() not called"
        if not self._thread_begun:
            return False
        if not self._given_up and _step(self._thread_core, "alive") == 1:
            return True
        self._stop()
        return False

    def _stop(self):
        """Called when the end is noticed, as CPython 3.11 does: `self._stop = Event()` fails there too."""

    @property
    def daemon(self):
        """Whether the program may end while this thread runs."""
        assert self._initialized, "Thread.__init__() not called"
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic):
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")
        if self._thread_begun:
            raise RuntimeError("cannot set daemon status of active thread")
        self._daemonic = daemonic
        _sync.set_daemon(self._thread_core, bool(daemonic))

    def isDaemon(self):
        """Old spelling of the daemon attribute."""
        _deprecated("isDaemon() is deprecated, get the daemon attribute instead")
        return self.daemon

    def setDaemon(self, daemonic):
        """Old spelling of the daemon attribute."""
        _deprecated("setDaemon() is deprecated, set the daemon attribute instead")
        self.daemon = daemonic

    def getName(self):
        """Old spelling of the name attribute."""
        _deprecated("getName() is deprecated, get the name attribute instead")
        return self.name

    def setName(self, name):
        """Old spelling of the name attribute."""
        _deprecated("setName() is deprecated, set the name attribute instead")
        self.name = name


class _ExceptHookArgs(tuple):
    """What `excepthook` is told: exc_type, exc_value, exc_traceback, thread."""

    __module__ = "_thread"

    @property
    def exc_type(self):
        return self[0]

    @property
    def exc_value(self):
        return self[1]

    @property
    def exc_traceback(self):
        return self[2]

    @property
    def thread(self):
        return self[3]

    def __repr__(self):
        return ("_thread._ExceptHookArgs(exc_type=%r, exc_value=%r, exc_traceback=%r, thread=%r)"
                % tuple(self))


ExceptHookArgs = _ExceptHookArgs


def excepthook(args, /):
    """Writes an exception that ended a thread to stderr; SystemExit is silent."""
    if args.exc_type == SystemExit:
        return
    if args.thread is not None:
        name = args.thread.name
    else:
        name = get_ident()
    _sys.stderr_write("Exception in thread %s:\n%s" % (name, _sys.format_exception(args.exc_value, True)))


__excepthook__ = excepthook


def _report(thread):
    kind, value, trace = _sys.exc_info()
    args = ExceptHookArgs((kind, value, trace, thread))
    hook = excepthook
    if hook is None:
        hook = __excepthook__
    try:
        hook(args)
    except BaseException as error:
        _sys.stderr_write("Exception in threading.excepthook:\n" + _sys.format_exception(error, True))


class _MainThread(Thread):
    """The thread the program began in."""

    def __init__(self):
        self._target = None
        self._name = "MainThread"
        self._args = ()
        self._kwargs = {}
        self._daemonic = False
        self._ident = get_ident()
        self._thread_begun = True
        self._thread_key = 0
        self._thread_core = _sync.thread_core()
        self._initialized = True
        _active[0] = self


class Timer(Thread):
    """Calls a function after a number of seconds, unless cancelled before."""

    def __init__(self, interval, function, args=None, kwargs=None):
        Thread.__init__(self)
        self.interval = interval
        self.function = function
        self.args = args if args is not None else []
        self.kwargs = kwargs if kwargs is not None else {}
        self.finished = Event()
        _sync.part(self.finished._core, self._thread_core, "finished")

    def cancel(self):
        """Stops the timer if it still waits."""
        self.finished.set()

    def run(self):
        self.finished.wait(self.interval)
        if not self.finished.is_set():
            self.function(*self.args, **self.kwargs)
        self.finished.set()


def current_thread():
    """The Thread object of the running thread."""
    return _sync.thread_object() or _main_thread


def currentThread():
    """Old spelling of current_thread."""
    _deprecated("currentThread() is deprecated, use current_thread() instead")
    return current_thread()


def main_thread():
    """The Thread object of the thread the program began in."""
    return _main_thread


def enumerate():
    """The threads that run now."""
    return list(_active.copy().values())


def active_count():
    """How many threads run now."""
    return len(_active)


def activeCount():
    """Old spelling of active_count."""
    _deprecated("activeCount() is deprecated, use active_count() instead")
    return active_count()


# ---------------------------------------------------------------------- local

class local:
    """Attributes that each thread has for itself: they live in a dict of the running thread."""

    __module__ = "_thread"
    __qualname__ = "_local"

    def __new__(cls, /, *args, **kwargs):
        if (args or kwargs) and cls.__init__ is object.__init__:
            raise TypeError("Initialization arguments are not supported")
        self = object.__new__(cls)
        object.__setattr__(self, "_local__made", [args, kwargs])
        _sync.thread_dict(self._local__made)["made"] = True
        return self

    # Attributes that all threads share: a subclass's `__slots__`.
    _local__slots = ()

    def __init_subclass__(cls, **kwargs):
        slots = cls.__dict__.get("__slots__", ())
        cls._local__slots += (slots,) if isinstance(slots, str) else tuple(slots)
        for name, value in list(cls.__dict__.items()):
            plain = not (name.startswith(("__", "_local__")) or callable(value))
            if plain and not hasattr(type(value), "__get__"):
                setattr(cls, name, _LocalDefault(name, value))

    @property
    def __dict__(self):
        return _local_values(self)

    def __getattr__(self, name):
        values = _local_values(self)
        if name in values:
            return values[name]
        _no_such_local(self, name)

    def __setattr__(self, name, value):
        if name == "__dict__":
            raise AttributeError("%r object attribute '__dict__' is read-only"
                                 % type(self).__name__)
        values = _local_values(self)
        if name in self._local__slots or isinstance(getattr(type(self), name, None), property):
            object.__setattr__(self, name, value)
        else:
            values[name] = value

    def __delattr__(self, name):
        values = _local_values(self)
        if name in self._local__slots:
            return object.__delattr__(self, name)
        if name == "__dict__" or name not in values:
            _no_such_local(self, name)
        del values[name]


class _LocalDefault:
    """A class's attribute, hidden by an attribute of the thread's own."""

    def __init__(self, name, value):
        self.name = name
        self.value = value

    def __get__(self, obj, owner=None):
        if obj is None:
            return self.value
        return _local_values(obj).get(self.name, self.value)


def _no_such_local(obj, name):
    kind = "_thread._local" if type(obj) is local else type(obj).__name__
    raise AttributeError("%r object has no attribute %r" % (kind, name))


def _local_values(obj):
    values = _sync.thread_dict(obj)
    if type(obj) is not local:
        made = obj._local__made
        state = _sync.thread_dict(made)
        if "made" not in state:
            state["made"] = True
            type(obj).__init__(obj, *made[0], **made[1])
    return values


# ----------------------------------------------------------------- at the end

_exit_calls = []


def _register_atexit(func, *arg, **kwargs):
    if _sys.shutting_down():
        raise RuntimeError("can't register atexit after shutdown")
    _exit_calls.append((func, arg, kwargs))


def _shutdown():
    """Called by the engine after the script's body: waits for threads that are no daemons. Gives
    whether some go on all the same."""
    while _exit_calls:
        func, args, kwargs = _exit_calls.pop()
        func(*args, **kwargs)
    _active.pop(0, None)
    _step(_main_thread._thread_core, "end")
    given_up = False
    waiting = True
    while waiting:
        waiting = False
        for thread in list(_active.copy().values()):
            if thread._given_up:
                given_up = True
            elif not thread.daemon:
                waiting = True
                _step(thread._thread_core, "join")
    return given_up


def _shutdown_failed(error):
    """Called by the engine if `_shutdown` raised this: CPython can do no more than say so either.
    Gives that some threads go on."""
    import threading
    _sys.stderr_write("Exception ignored in: %r\n%s" % (threading, _unraisable(error)))
    return True


_main_thread = _MainThread()
_sync.set_thread_object(_main_thread)
