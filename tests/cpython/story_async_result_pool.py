import threading, queue, time, sys, traceback
class AsyncResult:
    def __init__(self): self._ev = threading.Event(); self._v = self._e = None
    def _set(self, v=None, e=None): self._v, self._e = v, e; self._ev.set()
    def get(self, timeout=None):
        if not self._ev.wait(timeout): raise TimeoutError("timed out")
        if self._e is not None: raise self._e
        return self._v
    ready = property(lambda self: self._ev.is_set())
class Pool:
    def __init__(self, n):
        self.q = queue.SimpleQueue()
        self.ws = [threading.Thread(target=self._run, daemon=True, name=f"w-{i:02}") for i in range(n)]
        for w in self.ws: w.start()
    def __enter__(self): return self
    def __exit__(self, *a):
        for _ in self.ws: self.q.put(None)
        for w in self.ws: w.join()
    def apply_async(self, fn, args=(), kwds={}, callback=None):
        r = AsyncResult(); self.q.put((fn, args, kwds, r, callback)); return r
    def _run(self):
        while (job := self.q.get()) is not None:
            fn, args, kwds, r, cb = job
            try: v = fn(*args, **kwds)
            except Exception as e: r._set(e=e)
            else:
                r._set(v)
                if cb: cb(v)
done = []
with Pool(3) as p:
    rs = [p.apply_async(pow, (2, i), callback=done.append) for i in range(6)]
    bad = p.apply_async(lambda: 1 / 0)
    kw = p.apply_async(dict, kwds={"a": 1})
    print([r.get() for r in rs], kw.get(60))
    try: bad.get()
    except ZeroDivisionError as e:
        print("caught", e); traceback.print_tb(e.__traceback__, file=sys.stdout)
    door = threading.Event()
    try: p.apply_async(door.wait).get(0.01)
    except TimeoutError as e: print(e)
    door.set()
print(sorted(done), bad.ready, all(not w.is_alive() for w in p.ws))
