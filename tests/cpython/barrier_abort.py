import threading
import time

barrier = threading.Barrier(3)
errors = []


def worker():
    try:
        barrier.wait()
    except threading.BrokenBarrierError as error:
        errors.append(type(error).__name__)


threads = [threading.Thread(target=worker) for _ in range(2)]
for thread in threads:
    thread.start()
while barrier.n_waiting < 2:
    time.sleep(0.001)
barrier.abort()
for thread in threads:
    thread.join()
print(errors, barrier.broken)
