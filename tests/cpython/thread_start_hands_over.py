# start() returns when the new thread has begun: a short one is over by then.
import threading
import time
from concurrent.futures import ThreadPoolExecutor

done = []
thread = threading.Thread(target=done.append, args=(1,))
thread.start()
time.sleep(0.05)
print(done, thread.is_alive(), threading.active_count())


def worker(n):
    print("begins", n)
    time.sleep(0.1)


threads = [threading.Thread(target=worker, args=(n,)) for n in range(3)]
for thread in threads:
    thread.start()
    time.sleep(0.01)
print("all started")
for thread in threads:
    thread.join()

with ThreadPoolExecutor(max_workers=1) as pool:
    first = pool.submit(time.sleep, 0.2)
    second = pool.submit(print, "never")
    time.sleep(0.05)
    print(first.cancel(), second.cancel(), first.running(), second.cancelled())
