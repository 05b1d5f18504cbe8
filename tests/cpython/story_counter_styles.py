import threading, time, sys
from threading import Thread, Lock, RLock
counter = 0
lock = Lock()
class Counter:
    instances = 0
    def __init__(self, start=0):
        type(self).instances += 1
        self.__value = start
        self._lock = Lock()
    def increment(self):
        with self._lock: self.__value += 1
    @property
    def value(self): return self.__value
    def __iadd__(self, n):
        with self._lock: self.__value += n
        return self
    def __int__(self): return self.__value
    def __repr__(self): return "Counter({})".format(self.__value)
def unsafe():
    global counter
    for _ in range(1000): counter += 1
def safe():
    global counter
    for _ in range(1000):
        lock.acquire()
        try: counter += 1
        finally: lock.release()
for fn in (safe,):
    counter = 0
    ts = [Thread(target=fn) for i in range(4)]
    for x in ts: x.start()
    for x in ts: x.join()
    print("{0}: {1:,} expected {2:,}".format(fn.__name__, counter, 4000))
c = Counter()
def inc(c, times):
    for i in range(times): c.increment()
ts = []
for i in range(3):
    t = Thread(target=inc, name='Inc-{}'.format(i), args=(c,), kwargs=dict(times=100)); ts.append(t); t.start()
for t in ts: t.join(timeout=5.0)
c += 5
print(c, c.value, int(c), Counter.instances, c._Counter__value)
try: c.value = 1
except AttributeError as e: print(e)
try: print(c.__value)
except AttributeError as e: print(e)
r = RLock()
def rec(n):
    with r: return 1 if n <= 1 else n * rec(n - 1)
out = {}
ts = [Thread(target=lambda k: out.__setitem__(k, rec(k)), args=(k,)) for k in range(1, 6)]
for t in ts: t.start()
for t in ts: t.join()
print(dict(sorted(out.items())), r)
print(lock.acquire(blocking=False), lock.acquire(False), lock.locked(), lock.acquire(timeout=0.01)); lock.release(); print(lock)
