import concurrent.futures
import threading

doors = [threading.Event() for _ in range(3)]


def work(number):
    doors[number].wait()
    return number * 10


with concurrent.futures.ThreadPoolExecutor() as pool:
    futures = {pool.submit(work, number): number for number in (2, 1, 0)}
    doors[0].set()
    for future in concurrent.futures.as_completed(futures):
        print(futures[future], future.result())
        for door in doors[:futures[future] + 2]:
            door.set()
