# /// script
# [tool.lockstep]
# title = "Dining philosophers"
# level = 2
# verdict = "deadlock"
#
# [tool.lockstep.expect]
# free = "deadlock"
# gil = "deadlock"
# ///
"""The dining philosophers, by Edsger Dijkstra.

Five philosophers sit around a table, one fork between each two. To eat, each takes the left fork,
then the right one. When all are hungry at once, each holds one fork and waits for the next: a
circle of five in which everybody waits for a neighbour.

Open the stack of forks on the canvas to see who holds which. What happens if one philosopher takes
the right fork first? Or if only four may sit down?
"""

import threading
import time

SEATS = 5

forks = [threading.Lock() for _ in range(SEATS)]


def dine(seat):
    left = forks[seat]
    right = forks[(seat + 1) % SEATS]
    with left:
        time.sleep(0.4)
        with right:
            print(f"philosopher {seat} eats")
            time.sleep(0.05)


philosophers = [
    threading.Thread(target=dine, args=(seat,), name=f"philosopher-{seat}")
    for seat in range(SEATS)
]
for philosopher in philosophers:
    philosopher.start()
for philosopher in philosophers:
    philosopher.join()

print("all have eaten")
