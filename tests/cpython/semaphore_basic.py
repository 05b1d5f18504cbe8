import threading

semaphore = threading.Semaphore(2)
print(semaphore.acquire(), semaphore.acquire(), semaphore.acquire(blocking=False))
semaphore.release()
print(semaphore.acquire(False), semaphore.acquire(timeout=0.05))
semaphore.release(2)
with semaphore as got:
    print(got)
print(semaphore)
for bad in (lambda: threading.Semaphore(-1), lambda: semaphore.release(0),
            lambda: semaphore.acquire(False, 1)):
    try:
        bad()
    except ValueError as error:
        print(error)
