import threading

barrier = threading.Barrier(2)
log = []


def worker(name):
    for round in range(3):
        log.append((round, name))
        barrier.wait()


threads = [threading.Thread(target=worker, args=(name,)) for name in "ab"]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print([sorted(log[i:i + 2]) for i in (0, 2, 4)])
