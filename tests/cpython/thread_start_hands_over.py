# start() returns when the new thread has begun: a short one is over by then.
import threading
import time
from concurrent.futures import ThreadPoolExecutor

done = []
thread = threading.Thread(target=done.append, args=(1,))
thread.start()
while thread.is_alive():
    time.sleep(0.001)
print(done, thread.is_alive(), threading.active_count())


begun = threading.Semaphore(0)


def worker(n):
    print("begins", n)
    begun.release()
    time.sleep(0.1)


threads = [threading.Thread(target=worker, args=(n,)) for n in range(3)]
for thread in threads:
    thread.start()
    begun.acquire()
print("all started")
for thread in threads:
    thread.join()

with ThreadPoolExecutor(max_workers=1) as pool:
    door = threading.Event()
    first = pool.submit(door.wait)
    second = pool.submit(print, "never")
    while not first.running():
        time.sleep(0.001)
    print(first.cancel(), second.cancel(), first.running(), second.cancelled())
    door.set()
