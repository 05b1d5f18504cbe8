import os
import signal
import threading
import time

seen = []


def handler(number, frame):
    seen.append(signal.Signals(number).name)
    print("handler", number, threading.current_thread().name)


print(signal.getsignal(signal.SIGTERM), signal.SIGTERM == 15)
print(signal.signal(signal.SIGUSR1, handler))
print(signal.getsignal(signal.SIGUSR1) is handler)
signal.raise_signal(signal.SIGUSR1)
print("after raise_signal")
os.kill(os.getpid(), signal.SIGUSR1)
print("after kill", seen)
print(signal.signal(signal.SIGUSR1, signal.SIG_IGN) is handler)
os.kill(os.getpid(), signal.SIGUSR1)
print("ignored", len(seen))
signal.signal(signal.SIGUSR1, handler)


class Enough(Exception):
    pass


def give_up(number, frame):
    raise Enough("signal %d" % number)


def send_later(number):
    time.sleep(0.4)
    os.kill(os.getpid(), number)


def sender_of(number):
    return threading.Thread(target=send_later, args=(number,))


signal.signal(signal.SIGTERM, give_up)
# Who runs this in the background may have had it ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
for wait in (lambda: time.sleep(60), threading.Event().wait, threading.Semaphore(0).acquire):
    sender = sender_of(signal.SIGTERM)
    try:
        sender.start()
        wait()
        print("not reached")
    except Enough as error:
        print("interrupted by", error)
    sender.join()
done = threading.Event()
signal.signal(signal.SIGUSR2, lambda number, frame: done.set())
sender = sender_of(signal.SIGUSR2)
sender.start()
print("woken", done.wait(60))
sender.join()
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt as error:
    print("KeyboardInterrupt", error.args)
try:
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(60)
except KeyboardInterrupt:
    print("again")


def in_thread():
    try:
        signal.signal(signal.SIGUSR1, handler)
    except ValueError as error:
        print(error)


thread = threading.Thread(target=in_thread)
thread.start()
thread.join()
for wrong in (lambda: signal.signal(signal.SIGUSR1, 5), lambda: signal.signal(99, handler),
              lambda: signal.getsignal(0)):
    try:
        wrong()
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
print(signal.strsignal(signal.SIGTERM), signal.Signals(2), list(signal.Signals)[:2])
