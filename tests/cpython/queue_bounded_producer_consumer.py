import queue
import threading

buffer = queue.Queue(maxsize=2)
total = []


def produce(n):
    for i in range(50):
        buffer.put(n * 1000 + i)
    buffer.put(None)


def consume():
    ended = 0
    while ended < 3:
        item = buffer.get()
        if item is None:
            ended += 1
        else:
            total.append(item)


threads = [threading.Thread(target=produce, args=(n,)) for n in range(3)]
threads.append(threading.Thread(target=consume))
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(total), sum(total), all(x < y for x, y in zip(
    [t for t in total if t < 1000], [t for t in total if t < 1000][1:])))
