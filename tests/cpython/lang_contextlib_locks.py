import threading
from contextlib import contextmanager, suppress, ExitStack, closing, nullcontext, redirect_stdout
import io, time

_local = threading.local()

@contextmanager
def acquire(*locks):
    locks = sorted(locks, key=lambda x: id(x))
    acquired = getattr(_local, 'acquired', [])
    if acquired and max(id(lock) for lock in acquired) >= id(locks[0]):
        raise RuntimeError('Lock Order Violation')
    acquired.extend(locks)
    _local.acquired = acquired
    try:
        for lock in locks:
            lock.acquire()
        yield
    finally:
        for lock in reversed(locks):
            lock.release()
        del acquired[-len(locks):]

x_lock = threading.Lock()
y_lock = threading.Lock()
res = []
def thread_1():
    for _ in range(3):
        with acquire(x_lock, y_lock):
            res.append('Thread-1')
def thread_2():
    for _ in range(3):
        with acquire(y_lock, x_lock):
            res.append('Thread-2')
t1 = threading.Thread(target=thread_1); t1.daemon = True; t1.start()
t2 = threading.Thread(target=thread_2); t2.daemon = True; t2.start()
t1.join(); t2.join()
print(sorted(res))
try:
    with acquire(x_lock):
        with acquire(x_lock):
            pass
except RuntimeError as e:
    print("violation", e)

@contextmanager
def timer(label):
    t = time.perf_counter()
    try:
        yield label.upper()
    except ZeroDivisionError:
        print("swallowed")
    finally:
        print(label, time.perf_counter() - t < 5)
with timer("a") as lbl:
    print(lbl)
    1/0
with suppress(KeyError, IndexError):
    {}["x"]
with ExitStack() as stack:
    for l in (x_lock, y_lock):
        stack.enter_context(l)
    stack.callback(print, "callback", sep="-")
    print(x_lock.locked(), y_lock.locked())
print(x_lock.locked())
buf = io.StringIO()
with redirect_stdout(buf):
    print("hidden", end="")
print(repr(buf.getvalue()))
with (x_lock as a, y_lock as b):
    print(a, b)
with nullcontext(5) as n: print(n)
