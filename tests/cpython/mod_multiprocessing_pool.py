# multiprocessing.pool.ThreadPool and multiprocessing.dummy: pools of threads.
import multiprocessing
import threading
import time
from multiprocessing.dummy import Pool, Process
from multiprocessing.pool import ThreadPool


def square(x):
    time.sleep(0.005)
    return x * x


def fails(x):
    raise ValueError(f"no {x}")


with ThreadPool(3) as pool:
    print(pool.map(square, range(7)), pool.starmap(pow, [(2, 3), (3, 2)]), pool.apply(square, (5,)))
    print(list(pool.imap(square, [1, 2, 3])), sorted(pool.imap_unordered(square, [4, 5], chunksize=2)))
    result = pool.apply_async(square, (6,), callback=lambda value: print("callback", value))
    print(result.get(timeout=60), result.ready(), result.successful())
    print(pool.map_async(str, [1, 2]).get(), sorted({thread.name for thread in threading.enumerate()})[:4])
    try:
        pool.map(fails, [1])
    except ValueError as error:
        print("raised", error)
    door = threading.Event()
    slow = pool.apply_async(door.wait)
    try:
        slow.get(timeout=0.01)
    except multiprocessing.TimeoutError as error:
        print("too late", type(error))
    door.set()
    wrong = pool.apply_async(fails, (2,), error_callback=lambda error: print("error", error))
    wrong.wait()
    print(wrong.successful())
try:
    pool.map(square, [1])
except ValueError as error:
    print(error)
pool = Pool(2)
print(pool.map(square, [3]), pool.map(square, []))
pool.close()
pool.join()
process = Process(target=print, args=("a thread",))
process.start()
process.join()
print(process.exitcode, process.is_alive(), multiprocessing.cpu_count() > 0)
print(multiprocessing.current_process().name, multiprocessing.active_children())
