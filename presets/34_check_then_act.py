# /// script
# [tool.lockstep]
# title = "Check, then act"
# level = 1
# verdict = "race"
#
# [tool.lockstep.expect]
# free = "race"
# gil = "race"
# ///
"""Check, then act: a race that no single step shows.

Two cards draw on one account. Each looks first whether there is enough, and there is; then both
take. Between looking and taking the world has changed. No update is lost here, every step is
whole: what breaks is the time between two steps.

The cure is to make looking and taking one: create a lock, and drag it onto the `if` row of
`draw`, so that nobody else can look while somebody takes.
"""

import threading
import time

balance = 100


def draw(amount):
    global balance
    if balance >= amount:
        time.sleep(0.1)
        balance -= amount
        print(f"{threading.current_thread().name} took {amount}")
    else:
        print(f"{threading.current_thread().name} was refused")


cards = [threading.Thread(target=draw, args=(80,), name=f"card-{n}") for n in (1, 2)]
for card in cards:
    card.start()
for card in cards:
    card.join()

if balance < 0:
    print(f"race: the account is overdrawn by {-balance}")
else:
    print(f"well: {balance} are left")
