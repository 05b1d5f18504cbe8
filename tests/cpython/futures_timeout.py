import concurrent.futures as cf
import threading

gate = threading.Event()
with cf.ThreadPoolExecutor(1) as pool:
    future = pool.submit(gate.wait)
    try:
        future.result(timeout=0.05)
    except cf.TimeoutError as error:
        print("timeout", repr(error), cf.TimeoutError is TimeoutError)
    try:
        future.exception(0.01)
    except TimeoutError:
        print("timeout again")
    try:
        for _ in cf.as_completed([future], timeout=0.05):
            print("never")
    except cf.TimeoutError as error:
        print(error)
    try:
        list(pool.map(lambda x: gate.wait(), [1, 2], timeout=0.05))
    except TimeoutError:
        print("map timeout")
    gate.set()
