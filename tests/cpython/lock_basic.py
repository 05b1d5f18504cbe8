import threading

lock = threading.Lock()
print(lock.locked(), lock.acquire(), lock.locked())
print(lock.acquire(blocking=False), lock.acquire(False), lock.acquire(timeout=0.05))
print(lock.release(), lock.locked())
with lock as got:
    print(got, lock.locked())
print(lock.locked())
print(lock)
lock.acquire()
print(repr(lock))
print(type(lock))
