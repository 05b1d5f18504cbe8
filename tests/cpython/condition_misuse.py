import threading

condition = threading.Condition()
for name in ("wait", "notify", "notify_all"):
    try:
        getattr(condition, name)()
    except RuntimeError as error:
        print(name, "-", error)
try:
    condition.release()
except RuntimeError as error:
    print(error)
lock = threading.Lock()
other = threading.Condition(lock)
try:
    other.notify()
except RuntimeError as error:
    print(error)
with other:
    print(lock.locked(), other.acquire(False))
    print(other.notify(3), other.notify_all())
print(condition)
