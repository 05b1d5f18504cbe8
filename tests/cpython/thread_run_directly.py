import threading

thread = threading.Thread(target=lambda: print(threading.current_thread().name))
thread.run()
try:
    thread.run()
except AttributeError as error:
    print("AttributeError", error)
print(thread.is_alive())
