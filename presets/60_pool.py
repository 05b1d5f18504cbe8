# /// script
# [tool.lockstep]
# title = "A pool of workers"
# level = 2
# verdict = "ok"
#
# [tool.lockstep.expect]
# free = "ok"
# gil = "ok"
# ///
"""A pool: few threads, many jobs.

A thread for each small job costs more than the job. A pool keeps some threads and gives each its
next job when it is done with the last. `submit` returns at once, with a future: a promise of the
result. Asking it for the result waits until it is there.

Twelve pictures, three workers: look how the jobs are shared out. Is a pool of twelve four times as
fast? Of a hundred?
"""

import time
from concurrent.futures import ThreadPoolExecutor, as_completed


def develop(picture):
    time.sleep(0.05 + 0.02 * (picture % 3))
    return f"picture {picture}"


with ThreadPoolExecutor(max_workers=3, thread_name_prefix="darkroom") as pool:
    futures = [pool.submit(develop, picture) for picture in range(1, 13)]
    for future in as_completed(futures):
        print(future.result(), "is ready")

print("all pictures are developed")
