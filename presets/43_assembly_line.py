# /// script
# [tool.lockstep]
# title = "An assembly line"
# level = 2
# verdict = "ok"
#
# [tool.lockstep.expect]
# free = "ok"
# gil = "ok"
# ///
"""A pipeline: an assembly line of three stations.

Each station takes from the queue before it and puts into the queue behind it. All work at the same
time, on different bicycles. The whole line is as fast as its slowest station: in front of it the
work piles up, behind it the others wait for something to do.

Which station is the bottleneck? Start a second painter and see where the pile goes.
"""

import queue
import threading
import time

BICYCLES = 10

frames = queue.SimpleQueue()
painted = queue.SimpleQueue()
finished = queue.SimpleQueue()


def weld():
    for number in range(1, BICYCLES + 1):
        time.sleep(0.02)
        frames.put(number)
    frames.put(None)


def paint():
    while (bicycle := frames.get()) is not None:
        time.sleep(0.06)
        painted.put(bicycle)
    painted.put(None)


def assemble():
    while (bicycle := painted.get()) is not None:
        time.sleep(0.03)
        finished.put(bicycle)


stations = [
    threading.Thread(target=weld, name="welder"),
    threading.Thread(target=paint, name="painter"),
    threading.Thread(target=assemble, name="assembler"),
]
for station in stations:
    station.start()
for station in stations:
    station.join()

print(f"{finished.qsize()} bicycles are ready")
