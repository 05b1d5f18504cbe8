import queue

simple = queue.SimpleQueue()
print(simple.empty(), simple.qsize())
simple.put(1)
simple.put_nowait(2)
print(simple.qsize(), simple.get(), simple.get_nowait())
try:
    simple.get(timeout=0.02)
except queue.Empty:
    print("empty")
try:
    simple.get_nowait()
except queue.Empty as error:
    print(type(error).__module__)
