import threading
import time

ended = threading.Event()


def late(n):
    ended.wait()
    time.sleep(0.02 * n)
    print("late", n)
    if n < 3:
        threading.Thread(target=late, args=(n + 1,)).start()


threading.Thread(target=late, args=(1,)).start()
print("main ends")
ended.set()
