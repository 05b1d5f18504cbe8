import threading

gate = threading.Event()
thread = threading.Thread(target=gate.wait)
print(thread.is_alive(), thread.ident, thread.native_id)
thread.start()
print(thread.is_alive(), thread.ident is not None, isinstance(thread.native_id, int))
gate.set()
thread.join()
print(thread.is_alive(), thread.ident is not None)
print(threading.main_thread().is_alive())
