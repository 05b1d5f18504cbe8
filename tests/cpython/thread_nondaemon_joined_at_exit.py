import threading
import time


def late(n):
    time.sleep(0.05 * n)
    print("late", n)
    if n < 3:
        threading.Thread(target=late, args=(n + 1,)).start()


threading.Thread(target=late, args=(1,)).start()
print("main ends")
