# /// script
# [tool.lockstep]
# title = "Starvation at the door"
# level = 3
# verdict = "starvation"
#
# [tool.lockstep.expect]
# free = "starvation"
# gil = "starvation"
# ///
"""Starvation: always too late at the door.

Two regulars pass the door on to each other: it is hardly ever free. A newcomer, too polite to
queue, looks in from time to time, and finds it taken each time. Nobody does anything forbidden,
no one is stuck, and yet one of three gets next to nothing.

Look at the lock's lane: it is never empty. Let the newcomer queue with the others, with `with
door:` instead of a look from time to time, and it gets its turns. Even then Python's locks promise
no order: who gives the lock back may have it again before a sleeper is awake.
"""

import threading
import time

door = threading.Lock()
turns = {"Ada": 0, "Ben": 0, "newcomer": 0}
closing = time.monotonic() + 1.0


def regular(name):
    while time.monotonic() < closing:
        with door:
            turns[name] += 1
            time.sleep(0.01)


def newcomer():
    while time.monotonic() < closing:
        if door.acquire(blocking=False):
            turns["newcomer"] += 1
            door.release()
        time.sleep(0.007)


guests = [
    threading.Thread(target=regular, args=("Ada",), name="Ada"),
    threading.Thread(target=regular, args=("Ben",), name="Ben"),
    threading.Thread(target=newcomer, name="newcomer"),
]
for guest in guests:
    guest.start()
for guest in guests:
    guest.join()

share = turns["newcomer"] / sum(turns.values())
print(turns)
if share < 0.2:
    print(f"starvation: the newcomer had {share:.0%} of the turns")
else:
    print(f"fair: the newcomer had {share:.0%} of the turns")
