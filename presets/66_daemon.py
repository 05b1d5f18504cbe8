# /// script
# [tool.lockstep]
# title = "Daemons end in mid-sentence"
# level = 2
# verdict = "ok"
#
# [tool.lockstep.expect]
# free = "ok"
# gil = "ok"
# ///
"""A daemon thread: stopped in mid-sentence.

A program ends when its last ordinary thread ends. Daemons do not count: they are stopped wherever
they are, with no chance to finish, to close a file, or to give a lock back. The diary below gets
no last page.

Look at the end of the daemon's lane. Good for what may stop at any time, like a clock on the
screen; bad for what must be whole. Without `daemon=True` the program would never end.
"""

import threading
import time

pages = []


def write_diary():
    while True:
        pages.append("begun")
        time.sleep(0.08)
        pages[-1] = "finished"


diary = threading.Thread(target=write_diary, name="diary", daemon=True)
diary.start()
for hour in range(5):
    time.sleep(0.1)
    print(f"hour {hour}: {pages.count('finished')} pages are finished")

print(f"the day is over; the last page is {pages[-1]}")
