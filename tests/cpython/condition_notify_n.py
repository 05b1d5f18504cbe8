import threading
import time

condition = threading.Condition()
woken = []
arrived = []


def waiter(n):
    with condition:
        arrived.append(n)
        condition.wait()
        woken.append(n)


threads = [threading.Thread(target=waiter, args=(n,)) for n in range(5)]
for thread in threads:
    thread.start()
while len(arrived) < 5:
    time.sleep(0.001)
with condition:
    condition.notify(2)
while len(woken) < 2:
    time.sleep(0.001)
time.sleep(0.1)
with condition:
    print(len(woken))
    condition.notify_all()
for thread in threads:
    thread.join()
print(sorted(woken))
