import sys
import threading


def leave():
    print("leaving")
    sys.exit(3)


def leave_too():
    raise SystemExit("text")


for target in (leave, leave_too):
    thread = threading.Thread(target=target)
    thread.start()
    thread.join()
print("main goes on")
