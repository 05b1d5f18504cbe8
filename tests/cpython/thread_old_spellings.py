import threading


def worker():
    me = threading.currentThread()
    print(me.getName(), me.isDaemon())


thread = threading.Thread(target=worker)
thread.setName("old")
thread.setDaemon(True)
thread.start()
thread.join()
print(threading.activeCount())
event = threading.Event()
print(event.isSet())
condition = threading.Condition()
with condition:
    condition.notifyAll()
