import threading

semaphore = threading.BoundedSemaphore(2)
try:
    semaphore.release()
except ValueError as error:
    print(error)
with semaphore:
    print("in")
print(semaphore)
semaphore.acquire()
semaphore.release()
try:
    semaphore.release(2)
except ValueError as error:
    print(error)
print(threading.BoundedSemaphore())
