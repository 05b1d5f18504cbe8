import threading

lock = threading.RLock()


def factorial(n):
    with lock:
        return 1 if n == 0 else n * factorial(n - 1)


results = []
threads = [threading.Thread(target=lambda k=k: results.append(factorial(k))) for k in (5, 10, 20)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(results))
