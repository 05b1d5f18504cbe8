# /// script
# [tool.lockstep]
# title = "One hot lock"
# level = 2
# verdict = "contention"
#
# [tool.lockstep.expect]
# free = "contention"
# gil = "contention"
# ///
"""Contention: four workers at one lock.

Four workers do everything inside the lock, also what is nobody else's business. So only one works
at a time, and three wait: four threads are as slow as one. The lock's lane shows the queue above
it, the contention plot the number of those who wait.

Hold a lock only for what is shared: in the second round the sleep stands outside the `with`. The
same work is done almost four times as fast.
"""

import threading
import time

JOBS = 10

ledger = threading.Lock()
total = 0


def everything_inside():
    global total
    for _ in range(JOBS):
        with ledger:
            time.sleep(0.01)
            total += 1


def only_what_is_shared():
    global total
    for _ in range(JOBS):
        time.sleep(0.01)
        with ledger:
            total += 1


def run(work):
    begin = time.perf_counter()
    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return time.perf_counter() - begin


long_hold = run(everything_inside)
short_hold = run(only_what_is_shared)
print(f"everything inside the lock:  {long_hold:.2f} s")
print(f"only what is shared:         {short_hold:.2f} s")
if long_hold > 2 * short_hold:
    print(f"contention: waiting made it {long_hold / short_hold:.1f} times as slow")
