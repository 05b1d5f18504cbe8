import threading

barrier = threading.Barrier(2, timeout=0.1)
try:
    barrier.wait()
except threading.BrokenBarrierError as error:
    print("broken", repr(error), barrier.broken)
try:
    barrier.wait()
except RuntimeError as error:
    print(type(error).__name__, isinstance(error, threading.BrokenBarrierError))
print(barrier)
barrier.reset()
print(barrier.broken, barrier)
try:
    barrier.wait(timeout=0.01)
except threading.BrokenBarrierError:
    print("broken again")
