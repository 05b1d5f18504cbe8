# A subclass with item methods of its own: the dict's own work goes past them.
import threading
from collections import OrderedDict


class Recent(OrderedDict):
    """The newest few."""

    def __init__(self, most):
        super().__init__()
        self.most = most
        self.lock = threading.RLock()

    def __getitem__(self, key):
        with self.lock:
            value = super().__getitem__(key)
            self.move_to_end(key)
            return value

    def __setitem__(self, key, value):
        with self.lock:
            super().__setitem__(key, value)
            self.move_to_end(key)
            while len(self) > self.most:
                del self[next(iter(self))]

    def __delitem__(self, key):
        print("drops", key)
        super().__delitem__(key)


recent = Recent(3)
for number in range(5):
    recent[number] = number * number
print(recent[3], list(recent), recent)
recent.move_to_end(2, last=False)
print(list(recent), recent.popitem(last=False), recent.get(9))


def fill(start):
    for number in range(start, start + 100, 4):
        recent[number] = -number


import contextlib
import io
with contextlib.redirect_stdout(io.StringIO()):
    threads = [threading.Thread(target=fill, args=(10 + start,)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
print(len(recent), all(value == -key for key, value in OrderedDict.items(recent)))
