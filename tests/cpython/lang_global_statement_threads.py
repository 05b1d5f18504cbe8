import threading

shared = []


def worker():
    global shared
    shared = shared + [threading.current_thread().name]


for name in "abc":
    thread = threading.Thread(target=worker, name=name)
    thread.start()
    thread.join()
print(shared)
