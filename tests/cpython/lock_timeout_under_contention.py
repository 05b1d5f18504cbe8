import threading
import time

lock = threading.Lock()
ready = threading.Event()
done = threading.Event()


def holder():
    with lock:
        ready.set()
        done.wait()


thread = threading.Thread(target=holder)
thread.start()
ready.wait()
begin = time.monotonic()
print(lock.acquire(timeout=0.1), time.monotonic() - begin >= 0.09)
print(lock.acquire(timeout=0))
done.set()
thread.join()
print(lock.acquire(timeout=1))
