import threading
import time

condition = threading.Condition()
order = []
waiting = 0


def waiter(n):
    global waiting
    with condition:
        waiting += 1
        condition.wait()
        order.append(n)


threads = []
for n in range(4):
    thread = threading.Thread(target=waiter, args=(n,))
    thread.start()
    threads.append(thread)
    while waiting <= n:
        time.sleep(0.001)
    with condition:
        pass
for n in range(4):
    with condition:
        condition.notify()
    while len(order) <= n:
        time.sleep(0.001)
for thread in threads:
    thread.join()
print(order)
