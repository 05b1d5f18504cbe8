# /// script
# [tool.lockstep]
# title = "Waiting needs no processor"
# level = 2
# verdict = "ok"
#
# [tool.lockstep.expect]
# free = "ok"
# gil = "ok"
# ///
"""Input and output: the lock that is given back while one waits.

CPython's global lock lets one thread compute at a time. But who waits for a disk or the network
(here: sleeps) gives the lock back first. So ten downloads of 0.2 seconds take 0.2 seconds in ten
threads, under the GIL as without it.

That is why threads help with waiting even in old Pythons, and with computing only without the GIL.
Compare with the countdown: there the threads have to take turns.
"""

import threading
import time

PAGES = 10


def download(page):
    time.sleep(0.2)


begin = time.perf_counter()
for page in range(PAGES):
    download(page)
one_by_one = time.perf_counter() - begin

begin = time.perf_counter()
threads = [
    threading.Thread(target=download, args=(page,), name=f"page-{page}") for page in range(PAGES)
]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
together = time.perf_counter() - begin

print(f"one after the other: {one_by_one:.2f} s")
print(f"in {PAGES} threads:       {together:.2f} s")
print(f"{one_by_one / together:.1f} times as fast")
