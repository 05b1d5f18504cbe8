# compare: multiset
import threading

barrier = threading.Barrier(3, action=lambda: print("all here"))
indices = []


def worker():
    indices.append(barrier.wait())


threads = [threading.Thread(target=worker) for _ in range(3)]
print(barrier.parties, barrier.n_waiting, barrier.broken)
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(indices), barrier.n_waiting, barrier.broken)
print(barrier)
