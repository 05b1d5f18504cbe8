import atexit
import threading

atexit.register(print, "first registered")
atexit.register(lambda *a, **k: print("second", a, k), 1, key=2)


@atexit.register
def third():
    print("third")


threading.Thread(target=print, args=("thread",)).start()
