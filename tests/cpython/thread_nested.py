import threading


def outer():
    inner = threading.Thread(target=lambda: print("inner", threading.current_thread().name))
    inner.start()
    inner.join()
    print("outer", threading.current_thread().name)


thread = threading.Thread(target=outer)
thread.start()
thread.join()
