import concurrent.futures as cf
import threading

gate = threading.Event()
pool = cf.ThreadPoolExecutor(max_workers=1)
running = pool.submit(gate.wait)
waiting = pool.submit(print, "never")
while not running.running():
    pass
print(running.cancel(), waiting.cancel(), waiting.cancelled(), waiting.cancel())
print(waiting)
try:
    waiting.result()
except cf.CancelledError as error:
    print("cancelled", repr(error))
gate.set()
pool.shutdown()
print(waiting.done(), running.result())
