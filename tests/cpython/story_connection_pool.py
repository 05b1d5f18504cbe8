import threading, queue, time, random, contextlib
class ConnectionPool:
    """A toy pool."""
    def __init__(self, size=2):
        self._q = queue.LifoQueue(size)
        for i in range(size): self._q.put(f"conn{i}")
        self._local = threading.local()
    @contextlib.contextmanager
    def connection(self, timeout=None):
        c = self._q.get(timeout=timeout)
        self._local.depth = getattr(self._local, "depth", 0) + 1
        try:
            yield c
        finally:
            self._local.depth -= 1
            self._q.put(c)
    def __len__(self): return self._q.qsize()
pool = ConnectionPool()
used = set()
def use(i):
    with pool.connection() as c:
        used.add(c); time.sleep(0.005)
ts = [threading.Thread(target=use, args=(i,), daemon=False) for i in range(6)]
for t in ts: t.start()
for t in ts: t.join()
print(sorted(used) in (["conn0", "conn1"], ), len(pool), vars(pool._local))
try:
    with pool.connection(), pool.connection():
        with pool.connection(timeout=0.01): pass
except queue.Empty as e: print("exhausted", repr(e), len(pool))
print(len(pool), ConnectionPool.__doc__, ConnectionPool.connection.__name__)
