import sys
import threading


def late():
    print("still joined")


threading.Thread(target=late).start()
sys.exit()
