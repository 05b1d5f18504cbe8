import threading

lock = threading.RLock()
print(lock.acquire(), lock.acquire(), lock.acquire(blocking=False))
lock.release()
lock.release()
lock.release()
try:
    lock.release()
except RuntimeError as error:
    print(error)
with lock:
    with lock:
        print("twice")
print(lock)


def other():
    print("other", lock.acquire(False))
    try:
        lock.release()
    except RuntimeError as error:
        print(error)


lock.acquire()
thread = threading.Thread(target=other)
thread.start()
thread.join()
print(lock)
lock.release()
