import concurrent.futures
import time


def work(delay):
    time.sleep(delay)
    return delay


with concurrent.futures.ThreadPoolExecutor() as pool:
    futures = {pool.submit(work, delay): delay for delay in (0.3, 0.15, 0.0)}
    for future in concurrent.futures.as_completed(futures):
        print(futures[future], future.result())
