import _thread
import signal
import threading
import time


class TimeIsUp(Exception):
    pass


def ring(number, frame):
    raise TimeIsUp(signal.Signals(number).name)


signal.signal(signal.SIGALRM, ring)
# Who runs this in the background may have had it ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
try:
    signal.alarm(1)
    while True:
        time.sleep(0.01)
except TimeIsUp as error:
    print("time is up:", error)
signal.alarm(60)
print("left", 58 <= signal.alarm(0) <= 60)
try:
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    time.sleep(60)
except TimeIsUp:
    print("timer")
try:
    threading.Timer(0.1, _thread.interrupt_main).start()
    while True:
        time.sleep(0.01)
except KeyboardInterrupt:
    print("interrupted by a thread")
got = []
signal.signal(signal.SIGUSR1, lambda number, frame: got.append(number))
main = threading.get_ident()


def send_until_handled():
    while not got:
        time.sleep(0.1)
        signal.pthread_kill(main, signal.SIGUSR1)


sender = threading.Thread(target=send_until_handled)
sender.start()
signal.pause()
sender.join()
print("paused until", got[0])
