import threading

lock = threading.RLock()
condition = threading.Condition(lock)
ready = []


def waiter():
    with lock:
        with condition:
            while not ready:
                condition.wait()
            print("released and taken again twice")


thread = threading.Thread(target=waiter)
thread.start()
with condition:
    ready.append(1)
    condition.notify()
thread.join()
