# stderr: ignore
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import BrokenExecutor as BrokenThreadPool


def prepare():
    raise ValueError("cannot prepare")


with ThreadPoolExecutor(1, initializer=prepare) as pool:
    future = pool.submit(print)
    try:
        future.result()
    except BrokenThreadPool as error:
        print(error)
    try:
        pool.submit(print)
    except BrokenThreadPool as error:
        print(error)
