import threading

event = threading.Event()
results = []


def runner(n):
    event.wait()
    results.append(n)


threads = [threading.Thread(target=runner, args=(n,)) for n in range(5)]
for thread in threads:
    thread.start()
print(results)
event.set()
for thread in threads:
    thread.join()
print(sorted(results))
