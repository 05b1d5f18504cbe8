# /// script
# [tool.lockstep]
# title = "Lost update, fixed with a lock"
# level = 1
# verdict = "ok"
#
# [tool.lockstep.expect]
# free = "ok"
# gil = "ok"
# ///
"""The shared counter, fixed with a lock.

Only the thread that holds the lock may touch the counter, so reading, adding and writing cannot
be torn apart: no update is lost, in any mode.

Look at the price on the timeline: while one teller holds the lock the other waits, and most of
the time goes into handing the lock over. Move the `with` out of the loop and compare.
"""

import threading

ROUNDS = 20_000

counter = 0
lock = threading.Lock()


def count():
    global counter
    for _ in range(ROUNDS):
        with lock:
            counter += 1


tellers = [threading.Thread(target=count, name=f"teller-{n}") for n in (1, 2)]
for teller in tellers:
    teller.start()
for teller in tellers:
    teller.join()

print(f"counted {counter:,} of {2 * ROUNDS:,}")
print(f"lost {2 * ROUNDS - counter:,} updates")
