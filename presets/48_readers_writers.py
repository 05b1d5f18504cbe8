# /// script
# [tool.lockstep]
# title = "Readers and writers"
# level = 4
# verdict = "starvation"
#
# [tool.lockstep.expect]
# free = "starvation"
# gil = "starvation"
# ///
"""Readers and writers, with a writer who never gets in.

Readers do not disturb each other, so any number may read at once; a writer must be alone. Here the
first reader locks the book and the last one unlocks it. That is correct, and unfair: as long as
readers overlap, the book is never free, and the writer waits.

The cure is a turnstile: one more lock, which a writer keeps while it waits and every reader passes
through. Create it, and put `with turnstile:` around the counting of readers who come.
"""

import threading
import time

book = threading.Lock()
counting = threading.Lock()
readers = 0
read = 0
written = 0
closing = time.monotonic() + 1.0


def reader(pause):
    global readers, read
    time.sleep(pause)
    while time.monotonic() < closing:
        with counting:
            readers += 1
            if readers == 1:
                book.acquire()
        time.sleep(0.05)
        with counting:
            read += 1
            readers -= 1
            if readers == 0:
                book.release()


def writer():
    global written
    time.sleep(0.1)
    while time.monotonic() < closing:
        with book:
            written += 1
        time.sleep(0.05)


threads = [
    threading.Thread(target=reader, args=(0.02 * n,), name=f"reader-{n}") for n in range(3)
]
threads.append(threading.Thread(target=writer, name="writer"))
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()

print(f"read {read} times, written {written} times")
if written <= 2:
    print("starvation: the writer got in only when the readers went home")
