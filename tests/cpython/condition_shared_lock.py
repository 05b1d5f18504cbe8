import threading

lock = threading.Lock()
not_empty = threading.Condition(lock)
not_full = threading.Condition(lock)
buffer = []


def producer():
    for n in range(6):
        with not_full:
            while len(buffer) == 2:
                not_full.wait()
            buffer.append(n)
            not_empty.notify()


def consumer():
    for _ in range(6):
        with not_empty:
            while not buffer:
                not_empty.wait()
            print("took", buffer.pop(0))
            not_full.notify()


threads = [threading.Thread(target=producer), threading.Thread(target=consumer)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(buffer)
