import threading, queue, collections, itertools, operator, functools
class EventBus:
    def __init__(self):
        self._subs = collections.defaultdict(list)
        self._q = queue.Queue()
        self._lock = threading.RLock()
        self._t = threading.Thread(target=self._loop, name="bus")
        self._ids = itertools.count(1)
    def on(self, topic):
        def deco(fn):
            with self._lock:
                self._subs[topic].append((next(self._ids), fn))
            return fn
        return deco
    def emit(self, topic, *args, **kwargs):
        self._q.put((topic, args, kwargs))
    def _loop(self):
        for topic, args, kwargs in iter(self._q.get, None):
            with self._lock:
                subs = sorted(self._subs[topic], key=operator.itemgetter(0))
            for i, fn in subs:
                try:
                    fn(*args, **kwargs)
                except Exception as exc:
                    print(f"{topic}#{i} failed: {exc!r}")
            self._q.task_done()
    def start(self): self._t.start(); return self
    def stop(self): self._q.put(None); self._t.join()
bus = EventBus()
@bus.on("greet")
def hello(name, punct="!"): print(f"hello {name}{punct}")
@bus.on("greet")
def fail(name, **kw): raise RuntimeError(name)
bus.on("sum")(lambda *a: print("sum", functools.reduce(operator.add, a)))
bus.start()
bus.emit("greet", "ann"); bus.emit("greet", "bob", punct="?"); bus.emit("sum", 1, 2, 3); bus.emit("nothing")
bus.stop()
print({k: len(v) for k, v in bus._subs.items()}, bus._q.unfinished_tasks)
