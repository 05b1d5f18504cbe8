# What a signal raises while a thread computes belongs to the loop it is in, and to the `try` around.
import os
import signal
import threading
import time
import traceback


class Enough(Exception):
    pass


def give_up(number, frame):
    raise Enough


def send_later():
    time.sleep(0.3)
    os.kill(os.getpid(), signal.SIGUSR1)


def lines_of(error):
    return [frame.lineno - spin.__code__.co_firstlineno
            for frame in traceback.extract_tb(error.__traceback__) if frame.name == "spin"]


def spin(kind):
    before = 1
    if kind == "true":
        while True: before = 1
    elif kind == "test":
        n = 0
        while n >= 0: n += 1
    elif kind == "try":
        try:
            while before: before = 2
        except Enough:
            return "in the loop's own try"
    else:
        for n in iter(int, 1): before = n
    return "not reached"


signal.signal(signal.SIGUSR1, give_up)
for kind in ("true", "test", "try", "for"):
    sender = threading.Thread(target=send_later)
    try:
        sender.start()
        print(kind, spin(kind))
    except Enough as error:
        print(kind, lines_of(error))
    sender.join()
