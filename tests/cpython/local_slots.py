import threading


class Shared(threading.local):
    __slots__ = ("total", "hidden")
    number = 1

    def __init__(self, **given):
        self.__dict__.update(given)


data = Shared(colour="red")
data.total = 5
data.number = 7
print(data.total, data.number, data.__dict__)


def look():
    print(data.total, data.number, data.__dict__)
    data.total += 1
    data.number = 9
    print(data.total, data.number, data.__dict__)


thread = threading.Thread(target=look)
thread.start()
thread.join()
print(data.total, data.number)
del data.total
for name in ("total", "hidden", "other"):
    print(name, hasattr(data, name))
