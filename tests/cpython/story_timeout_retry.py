import threading

lock = threading.Lock()
held = threading.Event()
free = threading.Event()
attempts = []


def holder():
    with lock:
        held.set()
        free.wait()


def impatient():
    held.wait()
    for attempt in range(1, 4):
        if lock.acquire(timeout=0.02):
            attempts.append("got it")
            lock.release()
            return
        attempts.append(f"gave up {attempt}")
    free.set()
    if lock.acquire(timeout=5):
        attempts.append("got it at last")
        lock.release()


threads = [threading.Thread(target=holder), threading.Thread(target=impatient)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(attempts)
