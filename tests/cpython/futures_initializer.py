import threading
from concurrent.futures import ThreadPoolExecutor

local = threading.local()


def prepare(value):
    local.value = value


with ThreadPoolExecutor(2, initializer=prepare, initargs=("ready",)) as pool:
    print(list(pool.map(lambda n: (n, local.value), range(4))))
for bad in (lambda: ThreadPoolExecutor(0), lambda: ThreadPoolExecutor(initializer=3)):
    try:
        bad()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
