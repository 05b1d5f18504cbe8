import threading
import time


def forever():
    while True:
        time.sleep(0.05)


def late():
    time.sleep(0.1)
    print("never printed by a daemon that outlives the program")


threading.Thread(target=forever, daemon=True).start()
print("main ends")
