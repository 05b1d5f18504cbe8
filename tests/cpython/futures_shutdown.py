import concurrent.futures as cf
import threading

pool = cf.ThreadPoolExecutor(1)
gate = threading.Event()
first = pool.submit(gate.wait)
others = [pool.submit(print, n) for n in range(3)]
while not first.running():
    pass
pool.shutdown(wait=False, cancel_futures=True)
print([future.cancelled() for future in others])
try:
    pool.submit(print)
except RuntimeError as error:
    print(error)
gate.set()
pool.shutdown()
pool.shutdown()
