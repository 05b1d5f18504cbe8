# A time-out that is no number: told by the thread that waits, with the name of its types.
import threading

event, condition = threading.Event(), threading.Condition()
for wait in (lambda: event.wait("1"), lambda: event.wait([]), lambda: condition.wait("2")):
    try:
        with condition:
            wait()
    except TypeError as error:
        print(error)
event.set()
print(event.wait("set already"))
timer = threading.Timer("soon", print)
timer.start()
timer.join()
print(timer.finished.is_set())
for wrong in ("soon", None, [1]):
    try:
        threading.Lock().acquire(timeout=wrong)
    except TypeError as error:
        print(error)
