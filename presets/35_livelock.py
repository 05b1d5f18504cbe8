# /// script
# [tool.lockstep]
# title = "Livelock in the corridor"
# level = 3
# verdict = "livelock"
#
# [tool.lockstep.expect]
# free = "livelock"
# gil = "livelock"
# ///
"""Livelock: two polite people in a corridor.

To pass, each needs both halves of the corridor. Each takes one half, finds the other one taken,
and politely gives its own back, to try again. Both do so in step: nobody waits, everybody is busy,
and nobody gets through.

Compare with a deadlock: there the threads stand still, here they would go on for ever. Let Piotr
wait 0.1 s instead of 0.02 s before he tries again: out of step, they pass. That is why network
cards wait a random time after a collision.
"""

import threading
import time

TRIES = 12

left = threading.Lock()
right = threading.Lock()
passed = []


def walk(name, mine, other, pause):
    for _ in range(TRIES):
        with mine:
            time.sleep(0.06)
            if other.acquire(blocking=False):
                passed.append(name)
                other.release()
                break
            print(f"{name}: after you!")
            time.sleep(0.06)
        time.sleep(pause)


anna = threading.Thread(target=walk, args=("Anna", left, right, 0.02), name="Anna")
piotr = threading.Thread(target=walk, args=("Piotr", right, left, 0.02), name="Piotr")
anna.start()
piotr.start()
anna.join()
piotr.join()

if passed:
    print("passed:", *passed)
else:
    print(f"livelock: in {TRIES} tries nobody got through")
