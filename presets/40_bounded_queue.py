# /// script
# [tool.lockstep]
# title = "Producers and consumers"
# level = 2
# verdict = "ok"
#
# [tool.lockstep.expect]
# free = "ok"
# gil = "ok"
# ///
"""Producers and consumers over a bounded queue.

Two bakers bake faster than two customers eat, and the shelf between them has room for three
loaves. A full shelf makes the bakers wait, an empty one the customers: the queue sets the pace,
and no thread ever has to ask "is there something yet?".

Watch the shelf fill up and then stay full. Which side waits if you add a third customer, or
make the shelf longer?
"""

import queue
import threading
import time

LOAVES = 10

shelf = queue.Queue(maxsize=3)


def bake(baker):
    for number in range(1, LOAVES + 1):
        time.sleep(0.03)
        shelf.put(f"{baker}'s loaf {number}")


def eat(customer):
    while True:
        loaf = shelf.get()
        if loaf is None:
            break
        time.sleep(0.06)
        print(f"{customer} ate {loaf}")


bakers = [threading.Thread(target=bake, args=(name,), name=name) for name in ("Ada", "Ben")]
customers = [threading.Thread(target=eat, args=(name,), name=name) for name in ("Cleo", "Dan")]
for thread in bakers + customers:
    thread.start()
for baker in bakers:
    baker.join()
for customer in customers:
    shelf.put(None)
for customer in customers:
    customer.join()

print("sold out")
