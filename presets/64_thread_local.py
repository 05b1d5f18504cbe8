# /// script
# [tool.lockstep]
# title = "A desk of one's own"
# level = 2
# verdict = "ok"
#
# [tool.lockstep.expect]
# free = "ok"
# gil = "ok"
# ///
"""Thread-local data: one name, a value for each thread.

What nobody shares needs no lock. `threading.local()` looks like one object, but each thread sees
its own attributes: whatever one puts on its desk, the others do not find on theirs.

It is how web servers keep "the current request". Replace `threading.local()` by a plain object
(`types.SimpleNamespace()`) and each clerk reads what another one has written.
"""

import threading
import time

desk = threading.local()
mistakes = 0


def serve(clerk):
    global mistakes
    for number in range(3):
        desk.customer = f"{clerk}'s customer {number}"
        time.sleep(0.03)
        if desk.customer != f"{clerk}'s customer {number}":
            mistakes += 1
        print(f"{clerk} serves {desk.customer}")


clerks = [threading.Thread(target=serve, args=(name,), name=name) for name in ("Iga", "Leo", "Zoe")]
for clerk in clerks:
    clerk.start()
for clerk in clerks:
    clerk.join()

print(f"{mistakes} mistakes")
