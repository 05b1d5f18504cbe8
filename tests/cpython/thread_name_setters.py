import threading

thread = threading.Thread(target=lambda: print(threading.current_thread().name))
thread.name = "renamed"
print(thread.name, thread)
thread.start()
thread.join()
thread.name = 12
print(repr(thread.name))
main = threading.current_thread()
main.name = "boss"
print(threading.main_thread().name)
