import threading

lock = threading.Lock()
try:
    with lock:
        raise ValueError("inside")
except ValueError as error:
    print(error, lock.locked())


def early():
    with lock:
        return "returned"


print(early(), lock.locked())
for n in range(3):
    with lock:
        if n == 1:
            continue
        if n == 2:
            break
print(lock.locked())
