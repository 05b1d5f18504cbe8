# /// script
# [tool.lockstep]
# title = "Two locks in opposite order"
# level = 2
# verdict = "deadlock"
#
# [tool.lockstep.expect]
# free = "deadlock"
# gil = "deadlock"
# ///
"""Two locks taken in opposite order: a deadlock.

To eat, Alice and Bob each need the fork and the knife. Alice takes the fork first, Bob the knife
first. Once each holds one, each waits for the other for ever: a cycle of waiting that no one can
leave, because nobody gives back what the other needs.

The cure is an order: let everyone take the fork before the knife. Swap Bob's two `with` lines
and run again.
"""

import threading
import time

fork = threading.Lock()
knife = threading.Lock()


def alice():
    with fork:
        print("Alice has the fork")
        time.sleep(0.4)
        with knife:
            print("Alice eats")


def bob():
    with knife:
        print("Bob has the knife")
        time.sleep(0.4)
        with fork:
            print("Bob eats")


guests = [
    threading.Thread(target=alice, name="Alice"),
    threading.Thread(target=bob, name="Bob"),
]
for guest in guests:
    guest.start()
for guest in guests:
    guest.join()

print("everyone has eaten")
