import threading

condition = threading.Condition()
state = {"n": 0}


def count():
    for _ in range(5):
        with condition:
            state["n"] += 1
            condition.notify_all()


with condition:
    thread = threading.Thread(target=count)
    thread.start()
    print(condition.wait_for(lambda: state["n"] >= 5))
    print(state)
thread.join()
