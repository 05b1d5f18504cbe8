import threading

barrier = threading.Barrier(1)
print(barrier.wait(), barrier.wait(), barrier.n_waiting)
