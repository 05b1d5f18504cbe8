# modes: gil
import threading

counter = 0


def count():
    global counter
    for _ in range(20000):
        counter += 1


threads = [threading.Thread(target=count) for _ in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(counter)
