# /// script
# [tool.lockstep]
# title = "Lost update"
# level = 1
# verdict = "lost update"
#
# [tool.lockstep.expect]
# free = "lost update"
# gil = "ok"
# ///
"""Lost update on a shared counter.

Two tellers count to three million on one shared counter. `counter += 1` looks like one step, but it
is three: read the number, add one, write it back. When both read the same number, both write the
same number, and one update is lost.

Run it free, then under the GIL. CPython's global lock changes hands only between loop rounds and
at calls, never inside `counter += 1`, so there the sum comes out right: by luck of the
implementation, not because the program is correct.
"""

import threading

ROUNDS = 3_000_000

counter = 0


def count():
    global counter
    for _ in range(ROUNDS):
        counter += 1


tellers = [threading.Thread(target=count, name=f"teller-{n}") for n in (1, 2)]
for teller in tellers:
    teller.start()
for teller in tellers:
    teller.join()

print(f"counted {counter:,} of {2 * ROUNDS:,}")
print(f"lost {2 * ROUNDS - counter:,} updates")
