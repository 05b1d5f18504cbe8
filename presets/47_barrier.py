# /// script
# [tool.lockstep]
# title = "Rounds with a barrier"
# level = 2
# verdict = "ok"
#
# [tool.lockstep.expect]
# free = "ok"
# gil = "ok"
# ///
"""A barrier: nobody begins the next round before all have ended this one.

Three threads compute one strip each of a rod that gets warm at one end. The next step needs the
neighbours' values of this step, so all must have finished it. At a barrier each waits until the
last one is there; then all go on together.

The slowest sets the pace: look how long the others wait. What comes out if you leave the barrier
out?
"""

import threading
import time

STRIPS = 3
STEPS = 6

rod = [90.0, 0.0, 0.0, 0.0, 30.0]
step_done = threading.Barrier(STRIPS)


def strip(place):
    for step in range(STEPS):
        warmth = (rod[place - 1] + rod[place + 1]) / 2
        time.sleep(0.02 * place)
        step_done.wait()
        rod[place] = warmth
        step_done.wait()


strips = [threading.Thread(target=strip, args=(n,), name=f"strip-{n}") for n in (1, 2, 3)]
for thread in strips:
    thread.start()
for thread in strips:
    thread.join()

print(" ".join(f"{warmth:.1f}" for warmth in rod))
