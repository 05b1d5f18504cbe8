# /// script
# [tool.lockstep]
# title = "Priority inversion"
# level = 5
# verdict = "priority inversion"
#
# [tool.lockstep.expect]
# free = "priority inversion"
# gil = "priority inversion"
# ///
"""Priority inversion: what once stopped a robot on Mars.

One processor serves the most important thread first. The weather thread, of low priority, holds
the bus when the urgent one needs it. Then a long job of middle priority takes the processor away
from it: the urgent thread waits for one that it shares nothing with.

The cure is priority inheritance: who holds what an important thread waits for becomes as important.
Give the weather thread priority 9 and run again.
"""

import threading
import time

SLICE = 0.01

bus = threading.Lock()
processor = threading.Condition()
ready = []
busy = False
waited = 0.0


def compute(priority, slices):
    """Uses the one processor, slice by slice; the highest priority goes first."""
    global busy
    with processor:
        ready.append(priority)
    for _ in range(slices):
        with processor:
            processor.wait_for(lambda: not busy and priority == max(ready))
            busy = True
        time.sleep(SLICE)
        with processor:
            busy = False
            processor.notify_all()
    with processor:
        ready.remove(priority)
        processor.notify_all()


def weather(priority):
    with bus:
        compute(priority, 10)


def pictures(priority):
    compute(priority, 40)


def control(priority):
    global waited
    begin = time.monotonic()
    with bus:
        waited = time.monotonic() - begin
        compute(priority, 1)


low = threading.Thread(target=weather, args=(1,), name="weather-low")
middle = threading.Thread(target=pictures, args=(5,), name="pictures-middle")
high = threading.Thread(target=control, args=(9,), name="control-high")
low.start()
time.sleep(0.03)
high.start()
middle.start()
for thread in (low, middle, high):
    thread.join()

needed = 10 * SLICE
print(f"the bus was needed for {needed:.2f} s, the urgent thread waited {waited:.2f} s")
if waited > 2.5 * needed:
    print("priority inversion: it waited for a thread that it shares nothing with")
else:
    print("well: it waited only for the one that held the bus")
