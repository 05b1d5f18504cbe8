import threading

lock = threading.Lock()
value = 0


def work():
    global value
    for _ in range(500000):
        with lock:
            value += 1
    return value
