# compare: multiset
import queue
import threading


class Pool:
    def __init__(self, size):
        self.tasks = queue.Queue()
        self.results = []
        self.lock = threading.Lock()
        self.workers = [threading.Thread(target=self._work, name=f"worker-{n}") for n in range(size)]
        for worker in self.workers:
            worker.start()

    def _work(self):
        while True:
            task = self.tasks.get()
            if task is None:
                self.tasks.task_done()
                return
            function, args = task
            try:
                value = function(*args)
            except Exception as error:
                value = f"{type(error).__name__}: {error}"
            with self.lock:
                self.results.append(value)
            self.tasks.task_done()

    def submit(self, function, *args):
        self.tasks.put((function, args))

    def close(self):
        for _ in self.workers:
            self.tasks.put(None)
        self.tasks.join()
        for worker in self.workers:
            worker.join()


pool = Pool(3)
for n in range(10):
    pool.submit(lambda x: 100 // x, n)
pool.close()
for value in pool.results:
    print(value)
