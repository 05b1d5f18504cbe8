import threading


def inner(n):
    return 10 // n


def worker():
    print("start")
    inner(0)
    print("never")


thread = threading.Thread(target=worker)
thread.start()
thread.join()
print("main goes on", thread.is_alive())
