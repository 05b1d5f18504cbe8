# Scripts for two Pythons ask which one runs them; what only the other has is never reached.
import sys
import threading

PY2 = sys.version[0] == "2"
if PY2:
    import Queue as queue
else:
    import queue
print(queue.Queue.__name__)

try:
    import Queue as either
except ImportError:
    import queue as either
print(either is queue)

try:
    from _thread import allocate_lock
except ImportError:
    from thread import allocate_lock
print(allocate_lock().locked())

if len(sys.argv) > 100:
    import urllib2, ConfigParser


def started(name, *, again=False):
    print(name, again)
    done.set()


done = threading.Event()
ident = threading._start_new_thread(started, ("old spelling",), {"again": True})
done.wait()
print(isinstance(ident, int))
with threading._allocate_lock():
    print("held")

import time
import itertools
import collections

for ask in (lambda: time.clock(), lambda: itertools.izip([1]), lambda: collections.Callable,
            lambda: threading._Timer, lambda: sys.maxint):
    try:
        ask()
    except AttributeError as error:
        print(type(error).__name__, error)
try:
    from threading import _Condition
except ImportError as error:
    print(str(error).split(" (")[0])
print(time.clock())
