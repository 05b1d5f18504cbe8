import threading
import time

forks = [threading.Lock() for _ in range(5)]
eaten = [0] * 5


def philosopher(n):
    low, high = sorted((n, (n + 1) % 5))
    for _ in range(3):
        with forks[low]:
            with forks[high]:
                eaten[n] += 1
                time.sleep(0.001)


threads = [threading.Thread(target=philosopher, args=(n,), name=f"philosopher {n}") for n in range(5)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(eaten, any(fork.locked() for fork in forks))
