import threading

lock = threading.Lock()
try:
    lock.release()
except RuntimeError as error:
    print(error)
for args in ((False, 1), (True, -2)):
    try:
        lock.acquire(*args)
    except (ValueError, OverflowError) as error:
        print(type(error).__name__, error)
try:
    lock.acquire("x", "y")
except TypeError as error:
    print("TypeError")
