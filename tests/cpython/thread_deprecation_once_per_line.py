import threading

for _ in range(3):
    threading.currentThread()
threading.currentThread(); threading.currentThread()
