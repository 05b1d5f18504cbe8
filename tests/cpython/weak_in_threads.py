import threading
import time
import weakref

# A thread that is about to end rests until who joins it does nothing any more: here a collection by
# whichever thread comes first finds what has ended.
REST = 0.3


class Resource:
    def __init__(self, name):
        self.name = name
        print("open", name)

    def __del__(self):
        print("close", self.name, "in", threading.current_thread().name)


def work(name):
    resource = Resource(name)
    print("use", resource.name)
    time.sleep(REST)


for number in range(3):
    thread = threading.Thread(target=work, args=(number,), name="worker %d" % number)
    thread.start()
    thread.join()
print("joined")


def take(it):
    print("got", it.name)
    time.sleep(REST)


thread = threading.Thread(target=take, args=(Resource("argument"),), name="last")
thread.start()
thread.join()
print("argument gone")


class Worker(threading.Thread):
    def __init__(self):
        super().__init__(name="own")
        self.resource = Resource("of the thread")

    def run(self):
        print("runs")


worker = Worker()
worker.start()
worker.join()
ref = weakref.ref(worker)
print(ref() is worker)
del worker
print(ref())
seen = threading.Event()
go = threading.Event()


class Watched:
    pass


def wait_for_end(ref):
    seen.set()
    go.wait()
    print("gone" if ref() is None else "there")


watched = Watched()
thread = threading.Thread(target=wait_for_end, args=(weakref.ref(watched),))
thread.start()
seen.wait()
del watched
go.set()
thread.join()
