import threading

thread = threading.Thread(target=print)
try:
    thread.join()
except RuntimeError as error:
    print(error)
try:
    threading.current_thread().join()
except RuntimeError as error:
    print(error)


def join_self():
    try:
        threading.current_thread().join()
    except RuntimeError as error:
        print("inside:", error)


thread = threading.Thread(target=join_self)
thread.start()
thread.join()
thread.join()
print(thread.join())
