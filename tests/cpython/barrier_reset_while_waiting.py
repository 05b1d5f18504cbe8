import threading
import time

barrier = threading.Barrier(2)
seen = []


def worker():
    try:
        barrier.wait()
    except threading.BrokenBarrierError:
        seen.append("reset")
        seen.append(barrier.wait() in (0, 1))


thread = threading.Thread(target=worker)
thread.start()
while barrier.n_waiting < 1:
    time.sleep(0.001)
barrier.reset()
while len(seen) < 1:
    time.sleep(0.001)
barrier.wait()
thread.join()
print(seen, barrier.broken)
