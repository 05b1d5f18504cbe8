import queue
import threading

tasks = queue.Queue()
print(tasks.empty(), tasks.full(), tasks.qsize(), tasks.maxsize)
for n in range(3):
    tasks.put(n)
print(tasks.qsize(), tasks.get(), tasks.get_nowait(), tasks.get(timeout=1), tasks.empty())


def worker():
    while True:
        item = tasks.get()
        if item is None:
            break
        print("item", item)


thread = threading.Thread(target=worker)
thread.start()
for item in ("a", (1, 2), {"k": 3}):
    tasks.put(item)
tasks.put(None)
thread.join()
