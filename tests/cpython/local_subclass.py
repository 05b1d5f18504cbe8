import threading


class Counter(threading.local):
    start = 10

    def __init__(self, step):
        print("init in", threading.current_thread().name)
        self.value = self.start
        self.step = step

    def up(self):
        self.value += self.step
        return self.value


counter = Counter(5)
print(counter.up(), counter.up())


def worker():
    print(counter.up())


thread = threading.Thread(target=worker, name="other")
thread.start()
thread.join()
print(counter.value, counter.start)
try:
    counter.missing
except AttributeError as error:
    print(error)
try:
    threading.local(1)
except TypeError as error:
    print(error)
