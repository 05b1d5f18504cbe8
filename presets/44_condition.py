# /// script
# [tool.lockstep]
# title = "A condition, waited for in a loop"
# level = 3
# verdict = "ok"
#
# [tool.lockstep.expect]
# free = "ok"
# gil = "ok"
# ///
"""A buffer by hand: what a condition is for.

Who waits for something to become true needs a condition: it gives the lock back, sleeps, and has
the lock again when it wakes. Being woken is a hint, not a promise: somebody else may have been
faster. So the question is asked again, in a `while` and never in an `if`.

Replace a `while` by an `if` and run it a few times: a waiter who wakes late takes from an empty
counter, and Python says so with an IndexError.
"""

import threading
import time
from collections import deque

ROOM = 2

counter = deque()
changed = threading.Condition()


def cook(name):
    for number in range(1, 6):
        with changed:
            while len(counter) >= ROOM:
                changed.wait()
            counter.append(f"{name}'s pizza {number}")
            changed.notify_all()
        time.sleep(0.01)


def waiter(name):
    for _ in range(5):
        with changed:
            while not counter:
                changed.wait()
            pizza = counter.popleft()
            changed.notify_all()
        print(f"{name} serves {pizza}")
        time.sleep(0.03)


staff = [threading.Thread(target=cook, args=(name,), name=name) for name in ("Carla", "Dino")]
staff += [threading.Thread(target=waiter, args=(name,), name=name) for name in ("Eva", "Franz")]
for person in staff:
    person.start()
for person in staff:
    person.join()

print(f"{len(counter)} pizzas are left")
