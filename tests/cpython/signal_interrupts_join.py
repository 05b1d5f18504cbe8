# An exception in a join: CPython 3.11 takes the thread for ended, and nobody waits for it at the end.
import os
import signal
import threading
import time


def interrupt(go):
    go.wait()
    time.sleep(0.3)
    os.kill(os.getpid(), signal.SIGINT)


signal.signal(signal.SIGINT, signal.default_int_handler)
never = threading.Event()
worker = threading.Thread(target=never.wait, args=(1000,), name="worker")
worker.start()
go = threading.Event()
threading.Thread(target=interrupt, args=(go,), daemon=True).start()
try:
    go.set()
    worker.join()
    print("not reached")
except KeyboardInterrupt as error:
    print(repr(error), worker.is_alive(), worker)
worker.join()
print("joined again")
os.kill(os.getpid(), signal.SIGINT)
while True:
    time.sleep(0.1)
