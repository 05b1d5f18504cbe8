import threading


class BoundedBuffer:
    def __init__(self, size):
        self.items = []
        self.size = size
        self.lock = threading.RLock()
        self.not_full = threading.Condition(self.lock)
        self.not_empty = threading.Condition(self.lock)

    def put(self, item):
        with self.not_full:
            while len(self.items) >= self.size:
                self.not_full.wait()
            self.items.append(item)
            self.not_empty.notify()

    def get(self):
        with self.not_empty:
            while not self.items:
                self.not_empty.wait()
            item = self.items.pop(0)
            self.not_full.notify()
            return item


buffer = BoundedBuffer(2)
got = []


class Producer(threading.Thread):
    def __init__(self, base):
        super().__init__(name=f"producer-{base}")
        self.base = base

    def run(self):
        for n in range(5):
            buffer.put(self.base + n)


class Consumer(threading.Thread):
    def run(self):
        for _ in range(10):
            got.append(buffer.get())


threads = [Producer(0), Producer(100), Consumer()]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(got), [x for x in got if x < 100] == list(range(5)))
