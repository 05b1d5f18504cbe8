import threading

event = threading.Event()
print(event.is_set(), event.wait(0.05), event.wait(timeout=0))
event.set()
print(event.is_set(), event.wait(), event.wait(1))
event.clear()
print(event.is_set())
print(event)
event.set()
print(event)
