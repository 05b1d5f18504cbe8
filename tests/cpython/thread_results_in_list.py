import threading

results = [None] * 5


def worker(n):
    results[n] = n * n


threads = [threading.Thread(target=worker, args=(n,)) for n in range(5)]
[t.start() for t in threads]
[t.join() for t in threads]
print(results)
