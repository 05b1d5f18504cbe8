# A signal's handler is called while the main thread waits at a barrier, which stays whole.
import os
import signal
import threading
import time

barrier = threading.Barrier(3)
handled = threading.Event()
places = []


def handler(number, frame):
    print("handler", barrier.broken)
    handled.set()


def arrive():
    handled.wait()
    places.append(barrier.wait())


def give_up(number, frame):
    raise KeyboardInterrupt


def send_when_waited_for(number):
    while not barrier.n_waiting:
        time.sleep(0.01)
    # CPython overlooks a signal that comes between its last look for one and its wait.
    time.sleep(0.3)
    os.kill(os.getpid(), number)


signal.signal(signal.SIGUSR1, handler)
signal.signal(signal.SIGUSR2, give_up)
threads = [threading.Thread(target=arrive) for _ in range(2)]
threads.append(threading.Thread(target=send_when_waited_for, args=(signal.SIGUSR1,)))
for thread in threads:
    thread.start()
places.append(barrier.wait())
for thread in threads:
    thread.join()
print(sorted(places), barrier.broken, barrier.n_waiting)

sender = threading.Thread(target=send_when_waited_for, args=(signal.SIGUSR2,))
try:
    sender.start()
    barrier.wait()
except KeyboardInterrupt as error:
    print(repr(error), barrier.broken, barrier.n_waiting)
sender.join()
