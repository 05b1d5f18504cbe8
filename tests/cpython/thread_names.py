import threading


def worker():
    print(threading.current_thread().name)


class Job(threading.Thread):
    def run(self):
        print(self.name, threading.current_thread() is self)


for thread in (
    threading.Thread(target=worker),
    threading.Thread(target=worker, name="given"),
    threading.Thread(target=lambda: worker()),
    threading.Thread(target=worker, name=""),
    Job(),
    Job(name="own"),
    threading.Thread(target=print, args=("from print",)),
    threading.Thread(target=worker, name=42),
):
    print("before", thread.name)
    thread.start()
    thread.join()
print(threading.current_thread().name, threading.main_thread().name)
