import threading
import time


def fails():
    raise ValueError("at the end")


def late():
    time.sleep(30)
    print("nobody waits for this")


threading._register_atexit(fails)
threading.Thread(target=late, daemon=True).start()
print("body")
