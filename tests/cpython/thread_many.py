# compare: multiset
import threading


def worker(n):
    print(f"worker {n}\n", end="")


threads = []
for n in range(50):
    thread = threading.Thread(target=worker, args=(n,))
    thread.start()
    threads.append(thread)
for thread in threads:
    thread.join()
print("done")
