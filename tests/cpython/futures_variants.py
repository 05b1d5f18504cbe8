import concurrent.futures as cf, threading, time, os
from concurrent.futures import ThreadPoolExecutor, as_completed, wait, TimeoutError, CancelledError, FIRST_COMPLETED, FIRST_EXCEPTION
def task(n):
    if n == 3: raise ValueError(f"bad {n}")
    time.sleep(0.01 * n); return n * n
with ThreadPoolExecutor(max_workers=2, thread_name_prefix="Pool") as ex:
    fs = {ex.submit(task, i): i for i in range(5)}
    for f in as_completed(fs):
        i = fs[f]
        try: res = f.result()
        except ValueError as e: res = f"error {e}"
        if i in (3,): print(i, res, f.exception(), f.done())
    print(sorted(fs[f] for f in fs if not f.exception()))
    print(ex.submit(lambda: threading.current_thread().name.startswith("Pool_")).result())
with ThreadPoolExecutor() as ex:
    try: print(list(ex.map(task, [1, 2, 3, 4])))
    except ValueError as e: print("map raised", e)
    it = ex.map(task, [2, 1], timeout=60); print(next(it), next(it))
    gate = threading.Event(); f = ex.submit(gate.wait)
    try: f.result(timeout=0.01)
    except TimeoutError as e: print("timeout", repr(e), TimeoutError is cf.TimeoutError)
    d, nd = wait([f, ex.submit(task, 0)], return_when=FIRST_COMPLETED); print(len(d), len(nd)); gate.set()
ex = ThreadPoolExecutor(1)
door = threading.Event(); a = ex.submit(door.wait); b = ex.submit(task, 1)
while not a.running(): time.sleep(0.001)
print(b.cancel(), b.cancelled(), b.done(), b, a.cancel()); door.set()
try: b.result()
except CancelledError as e: print("cancelled", repr(e))
ex.shutdown(wait=True, cancel_futures=True)
try: ex.submit(task, 1)
except RuntimeError as e: print(e)
try: ThreadPoolExecutor(0)
except ValueError as e: print(e)
try: ThreadPoolExecutor(max_workers="2")
except TypeError as e: print(type(e).__name__)
print(min(32, (os.cpu_count() or 1) + 4) == ThreadPoolExecutor()._max_workers)
f = cf.Future(); f.add_done_callback(lambda f: print("cb", f.result())); f.set_result(3); f.add_done_callback(lambda f: print("late cb"))
g = cf.Future(); g.set_exception(KeyError("k")); print(g, g.exception())
def boom(f): raise RuntimeError("callback failed")
local = threading.local()
def init(v): local.v = v
with ThreadPoolExecutor(2, initializer=init, initargs=(7,)) as ex: print(set(ex.map(lambda _: local.v, range(4))))
