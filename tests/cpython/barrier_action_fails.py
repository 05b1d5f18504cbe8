import threading


def action():
    raise ValueError("action failed")


barrier = threading.Barrier(2, action)
kinds = []


def worker():
    try:
        barrier.wait()
    except Exception as error:
        kinds.append(type(error).__name__)


threads = [threading.Thread(target=worker) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(kinds), barrier.broken)
