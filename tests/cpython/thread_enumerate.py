import threading

gate = threading.Event()
print(threading.active_count(), [t.name for t in threading.enumerate()])
threads = [threading.Thread(target=gate.wait, name=f"t{n}") for n in range(3)]
for thread in threads:
    thread.start()
print(threading.active_count(), sorted(t.name for t in threading.enumerate()))
print(threading.enumerate()[0] is threading.main_thread())
gate.set()
for thread in threads:
    thread.join()
print(threading.active_count(), len(threading.enumerate()))
