import threading
import time


def late():
    time.sleep(0.1)
    print("thread ends after main failed")


threading.Thread(target=late).start()
raise RuntimeError("main failed")
