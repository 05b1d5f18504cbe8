# /// script
# [tool.lockstep]
# title = "A signal that nobody heard"
# level = 4
# verdict = "lost signal"
#
# [tool.lockstep.expect]
# free = "deadlock"
# gil = "deadlock"
# ///
"""A lost signal: notified before anybody listened.

`notify` wakes who waits now. It is not kept for later: if nobody waits yet, it is gone. Here the
bell rings while the guest is still on the stairs; when he comes and waits, nobody will ring again.

The cure is to remember what happened in a variable, and to ask it before waiting: `while not rung:
bell.wait()`. An Event does just that. Make the guest come faster than the cook, and all goes well:
such bugs hide in tests.
"""

import threading
import time

bell = threading.Condition()


def guest():
    time.sleep(0.5)
    with bell:
        print("the guest waits for the bell")
        bell.wait()
    print("the guest eats")


def cook():
    time.sleep(0.1)
    with bell:
        bell.notify()
        print("the bell has rung")


people = [threading.Thread(target=guest, name="guest"), threading.Thread(target=cook, name="cook")]
for person in people:
    person.start()
for person in people:
    person.join()
