import threading
import time

release = threading.Event()
thread = threading.Thread(target=release.wait)
thread.start()
begin = time.perf_counter()
print(thread.join(timeout=0.1))
took = time.perf_counter() - begin
print(0.09 < took < 2, thread.is_alive())
thread.join(0)
thread.join(-1)
print(thread.is_alive())
release.set()
thread.join(5)
print(thread.is_alive())
