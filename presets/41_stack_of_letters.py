# /// script
# [tool.lockstep]
# title = "A stack of letters"
# level = 2
# verdict = "ok"
#
# [tool.lockstep.expect]
# free = "ok"
# gil = "ok"
# ///
"""Last in, first out: a stack of letters.

A LifoQueue gives back what was put last. The post brings letters faster than the clerk answers
them, each one is laid on top of the pile, and the oldest letter waits longest: at the bottom.

Good for work where only the newest matters, or for a search that goes deep first. Replace
`LifoQueue` by `Queue`: nothing is faster, but now everybody waits about as long.
"""

import queue
import threading
import time

LETTERS = 12

pile = queue.LifoQueue()
waited = []


def post():
    for number in range(LETTERS):
        pile.put((number, time.monotonic()))
        time.sleep(0.02)


def clerk():
    for _ in range(LETTERS):
        number, came = pile.get()
        waited.append(time.monotonic() - came)
        print(f"letter {number:2} lay {waited[-1]:.2f} s")
        time.sleep(0.05)


threads = [threading.Thread(target=post, name="post"), threading.Thread(target=clerk, name="clerk")]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()

print(f"the longest wait was {max(waited):.2f} s, the shortest {min(waited):.2f} s")
