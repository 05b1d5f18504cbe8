import threading


class ReadWriteLock:
    def __init__(self):
        self._condition = threading.Condition()
        self._readers = 0
        self._writing = False

    def acquire_read(self):
        with self._condition:
            self._condition.wait_for(lambda: not self._writing)
            self._readers += 1

    def release_read(self):
        with self._condition:
            self._readers -= 1
            self._condition.notify_all()

    def acquire_write(self):
        with self._condition:
            self._condition.wait_for(lambda: not self._writing and self._readers == 0)
            self._writing = True

    def release_write(self):
        with self._condition:
            self._writing = False
            self._condition.notify_all()


lock = ReadWriteLock()
data = {"version": 0, "copy": 0}
torn = []


def reader():
    for _ in range(30):
        lock.acquire_read()
        if data["version"] != data["copy"]:
            torn.append(dict(data))
        lock.release_read()


def writer():
    for _ in range(20):
        lock.acquire_write()
        data["version"] += 1
        data["copy"] += 1
        lock.release_write()


threads = [threading.Thread(target=f) for f in (reader, reader, reader, writer, writer)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(data, torn)
