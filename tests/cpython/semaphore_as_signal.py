import threading

items = threading.Semaphore(0)
out = []


def consumer():
    for _ in range(3):
        items.acquire()
        out.append("taken")


thread = threading.Thread(target=consumer)
thread.start()
items.release(3)
thread.join()
print(out)
