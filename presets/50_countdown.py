# /// script
# [tool.lockstep]
# title = "Countdown in several threads"
# level = 3
# verdict = "ok"
#
# [tool.lockstep.expect]
# free = "ok"
# gil = "ok"
# ///
"""CPU-bound countdown in several threads: the GIL's classic.

Each countdown is pure computing: no waiting, nothing shared. Done one after the other they take
some time; in threads of their own they should take half of it on two processors.

Run it free, then under the GIL. With one global lock only one thread computes at a time, so more
threads bring nothing, and the timeline shows them taking turns, five milliseconds each.
"""

import threading
import time

THREADS = 2
COUNT = 3_000_000


def countdown(n):
    while n > 0:
        n -= 1


begin = time.perf_counter()
for _ in range(THREADS):
    countdown(COUNT)
one_by_one = time.perf_counter() - begin

begin = time.perf_counter()
threads = [threading.Thread(target=countdown, args=(COUNT,)) for _ in range(THREADS)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
together = time.perf_counter() - begin

print(f"one after the other: {one_by_one:.2f} s")
print(f"in {THREADS} threads:        {together:.2f} s")
print(f"{one_by_one / together:.1f} times as fast")
