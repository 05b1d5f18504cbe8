import threading


def child():
    inner = threading.Thread(target=print)
    print(threading.current_thread().name, threading.current_thread().daemon, inner.daemon)


first = threading.Thread(target=child, name="a")
second = threading.Thread(target=child, name="b", daemon=True)
third = threading.Thread(target=child, name="c")
third.daemon = True
for thread in (first, second, third):
    print(thread.daemon)
    thread.start()
    thread.join()
gate = threading.Event()
running = threading.Thread(target=gate.wait)
running.start()
try:
    running.daemon = True
except RuntimeError as error:
    print(error)
gate.set()
running.join()
