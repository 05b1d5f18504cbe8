import queue, threading
from collections import OrderedDict

class UniqueQueue(queue.Queue):
    def _init(self, maxsize):
        self.all_items = set()
        super()._init(maxsize)
    def _put(self, item):
        if item not in self.all_items:
            super()._put(item)
            self.all_items.add(item)

class SetQueue(queue.Queue):
    def _init(self, maxsize):
        self.queue = set()
    def _put(self, item):
        self.queue.add(item)
    def _get(self):
        return self.queue.pop()
    def __contains__(self, item):
        with self.mutex:
            return item in self.queue

u = UniqueQueue()
for x in [1, 2, 2, 3, 1]:
    u.put(x)
print(u.qsize(), list(u.queue))
s = SetQueue()
s.put(5); s.put(5); s.put(6)
print(len(s.queue), 5 in s, 7 in s)
got = {s.get(), s.get()}
print(got, s.empty())

class ClosableQueue(queue.Queue):
    SENTINEL = object()
    def close(self):
        self.put(self.SENTINEL)
    def __iter__(self):
        while True:
            item = self.get()
            try:
                if item is self.SENTINEL:
                    return
                yield item
            finally:
                self.task_done()

class StoppableWorker(threading.Thread):
    def __init__(self, func, in_queue, out_queue):
        super().__init__()
        self.func = func
        self.in_queue = in_queue
        self.out_queue = out_queue
    def run(self):
        for item in self.in_queue:
            result = self.func(item)
            self.out_queue.put(result)

def download(x): return x + 1
def resize(x): return x * 2
def upload(x): return str(x)
download_queue = ClosableQueue()
resize_queue = ClosableQueue()
upload_queue = ClosableQueue()
done_queue = ClosableQueue()
threads = [
    StoppableWorker(download, download_queue, resize_queue),
    StoppableWorker(resize, resize_queue, upload_queue),
    StoppableWorker(upload, upload_queue, done_queue),
]
for thread in threads:
    thread.start()
for i in range(100):
    download_queue.put(i)
download_queue.close()
download_queue.join()
resize_queue.close()
resize_queue.join()
upload_queue.close()
upload_queue.join()
print(done_queue.qsize(), 'items finished')
for thread in threads:
    thread.join()
