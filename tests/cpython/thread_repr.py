import threading


def worker():
    print(threading.current_thread())


thread = threading.Thread(target=worker)
print(thread)
thread.start()
thread.join()
print(thread)
daemon = threading.Thread(target=worker, daemon=True, name="ghost")
print(daemon)
daemon.start()
daemon.join()
print(repr(daemon))
print(threading.main_thread())
print(threading.Timer(1, print))
