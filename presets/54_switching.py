# /// script
# [tool.lockstep]
# title = "How often the GIL changes hands"
# level = 4
# verdict = "ok"
#
# [tool.lockstep.expect]
# free = "ok"
# gil = "ok"
# ///
"""Ticks and intervals: two ways to share one lock.

Python 2 gave the global lock away after a hundred instructions, whether somebody wanted it or not.
Since Python 3.2 a thread that wants it asks after five milliseconds. Two threads compute here and
note each time that the other one has been at work in between.

Run it with the GIL, then with GIL ticks, and compare the lane of the GIL. Then ask for
`sys.setswitchinterval(0.0005)`: more changes, less waiting, more work lost in changing.
"""

import sys
import threading
import time

sys.setswitchinterval(0.005)

last = None
changes = 0
end = time.monotonic() + 0.6


def compute(name):
    global last, changes
    while time.monotonic() < end:
        for _ in range(50):
            pass
        if last != name:
            last = name
            changes += 1


threads = [threading.Thread(target=compute, args=(n,), name=f"worker-{n}") for n in (1, 2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()

print(f"interval {sys.getswitchinterval() * 1000:g} ms")
print(f"about {changes} changes from one thread to the other")
