# /// script
# [tool.lockstep]
# title = "Philosophers with a waiter"
# level = 2
# verdict = "ok"
#
# [tool.lockstep.expect]
# free = "ok"
# gil = "ok"
# ///
"""The dining philosophers, saved by a waiter.

The waiter lets only four of five sit down. However they take their forks, at least one of the four
has both: the circle of waiting cannot close. A semaphore is such a waiter: it counts the places
that are left, and who comes when there are none waits.

Other cures: number the forks and take the lower one first, or take both forks at once or none.
Which one lets most of them eat at a time?
"""

import threading
import time

SEATS = 5

forks = [threading.Lock() for _ in range(SEATS)]
waiter = threading.Semaphore(SEATS - 1)


def dine(seat):
    for meal in range(1, 4):
        with waiter:
            with forks[seat]:
                time.sleep(0.02)
                with forks[(seat + 1) % SEATS]:
                    print(f"philosopher {seat} eats meal {meal}")
                    time.sleep(0.05)
        time.sleep(0.02)


philosophers = [
    threading.Thread(target=dine, args=(seat,), name=f"philosopher-{seat}")
    for seat in range(SEATS)
]
for philosopher in philosophers:
    philosopher.start()
for philosopher in philosophers:
    philosopher.join()

print("all have eaten")
