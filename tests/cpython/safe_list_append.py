import threading

items = []
counts = {}


def append(n):
    for i in range(500):
        items.append((n, i))
        counts[(n, i)] = True


threads = [threading.Thread(target=append, args=(n,)) for n in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(items), len(set(items)), len(counts))
print(all([i for m, i in items if m == n] == list(range(500)) for n in range(4)))
