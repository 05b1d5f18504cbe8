import threading

condition = threading.Condition()
items = []


def consumer():
    with condition:
        while not items:
            condition.wait()
        print("got", items.pop())


thread = threading.Thread(target=consumer)
thread.start()
with condition:
    items.append("item")
    condition.notify()
thread.join()
