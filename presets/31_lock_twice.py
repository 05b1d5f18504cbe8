# /// script
# [tool.lockstep]
# title = "A lock taken twice"
# level = 1
# verdict = "deadlock"
#
# [tool.lockstep.expect]
# free = "deadlock"
# gil = "deadlock"
# ///
"""A lock taken twice by one thread.

`transfer` holds the lock and calls `deposit`, which takes it again. A Lock does not know who holds
it: the second `with` waits until somebody gives the lock back, and the only one who could is the
one who waits. One thread alone is a deadlock.

The cure is an RLock, which counts how often its owner has taken it. Change `Lock` to `RLock`, in
the text or by the field of the node on the canvas.
"""

import threading

balance = {"savings": 100, "cash": 0}
vault = threading.Lock()


def deposit(account, amount):
    with vault:
        balance[account] += amount


def transfer(amount):
    with vault:
        balance["savings"] -= amount
        deposit("cash", amount)
    print("transferred", amount)


clerk = threading.Thread(target=transfer, args=(30,), name="clerk")
clerk.start()
clerk.join()
print(balance)
