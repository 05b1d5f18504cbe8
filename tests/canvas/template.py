import time
from threading import Condition, Lock, Thread

printing = Lock()


class Buffer:
    def __init__(self, size):
        self.items = []
        self.size = size
        self.change = Condition()

    def put(self, item):
        with self.change:
            while len(self.items) >= self.size:
                self.change.wait()
            self.items.append(item)
            self.change.notify_all()

    def get(self):
        with self.change:
            while not self.items:
                self.change.wait()
            item = self.items.pop(0)
            self.change.notify_all()
            return item


class Worker(Thread):
    done = 0

    def __init__(self, buffer, count):
        super().__init__()
        self.buffer = buffer
        self.count = count

    def run(self):
        for i in range(self.count):
            self.work(i)
            Worker.done += 1
        self.finish()

    def work(self, i):
        raise NotImplementedError

    def finish(self):
        with printing:
            print(self.name, "is ready")


class Producer(Worker):
    def work(self, i):
        time.sleep(0.01)
        self.buffer.put(i)


class Consumer(Worker):
    def __init__(self, buffer):
        Worker.__init__(self, buffer, 6)
        self.seen = Lock()

    def work(self, i):
        item = self.buffer.get()
        with self.seen:
            print("got", item)


if __name__ == "__main__":
    buffer = Buffer(2)
    workers = [Producer(buffer, 3), Producer(buffer, 3), Consumer(buffer)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
