import queue
import threading

END = object()


def stage(function, source, target):
    while (item := source.get()) is not END:
        target.put(function(item))
    target.put(END)


first, second, third = queue.Queue(2), queue.Queue(2), queue.Queue()
threads = [
    threading.Thread(target=stage, args=(lambda x: x + 1, first, second)),
    threading.Thread(target=stage, args=(lambda x: x * 10, second, third)),
]
for thread in threads:
    thread.start()
for n in range(8):
    first.put(n)
first.put(END)
for thread in threads:
    thread.join()
result = []
while (item := third.get()) is not END:
    result.append(item)
print(result)
