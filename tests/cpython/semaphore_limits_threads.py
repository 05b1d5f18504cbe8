import threading
import time

semaphore = threading.Semaphore(3)
lock = threading.Lock()
inside = 0
most = 0


def worker():
    global inside, most
    with semaphore:
        with lock:
            inside += 1
            most = max(most, inside)
        time.sleep(0.02)
        with lock:
            inside -= 1


threads = [threading.Thread(target=worker) for _ in range(9)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(most <= 3, inside)
