# /// script
# [tool.lockstep]
# title = "A timer that is called off"
# level = 2
# verdict = "ok"
#
# [tool.lockstep.expect]
# free = "ok"
# gil = "ok"
# ///
"""A timer: do something later, unless it is called off.

A Timer is a thread that sleeps first and then calls a function. Here it is a watchdog: if a job is
not done in time, it barks. Whoever is done in time cancels the timer, and nothing happens.

The slow job is late: see on the timeline that the bark comes while it still works. A timer does
not stop what is late, it only says so. In Python nobody can stop another thread.
"""

import threading
import time


def bark(job):
    print(f"{job} takes too long!")


def work(job, seconds):
    watchdog = threading.Timer(0.2, bark, args=(job,))
    watchdog.start()
    time.sleep(seconds)
    watchdog.cancel()
    print(f"{job} is done")


quick = threading.Thread(target=work, args=("the quick job", 0.1), name="quick")
slow = threading.Thread(target=work, args=("the slow job", 0.4), name="slow")
quick.start()
slow.start()
quick.join()
slow.join()
