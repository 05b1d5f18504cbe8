import threading


class Squares(threading.Thread):
    made = 0

    def __init__(self, n):
        super().__init__()
        self.n = n
        self.result = None
        Squares.made += 1

    def run(self):
        self.result = self.n ** 2


class Named(threading.Thread):
    def __init__(self, label, *args, **kwargs):
        threading.Thread.__init__(self, *args, name=label, **kwargs)

    def run(self):
        print("run of", self.name)
        super().run()


jobs = [Squares(n) for n in range(5)]
for job in jobs:
    job.start()
for job in jobs:
    job.join()
print([job.result for job in jobs], Squares.made, jobs[0].name)
named = Named("label", target=print, args=("the target",))
named.start()
named.join()


class Named(threading.Thread):
    """Has attributes that an interpreter might keep for itself."""

    def __init__(self, key):
        super().__init__(name="named")
        self._key = self._core = self._begun = self._stopped = self._lock = key

    def run(self):
        print("key", self._key, self._core)


named = Named("k")
named.start()
named.join()
print(named.is_alive(), named._stopped, threading.active_count(), repr(named)[:14])


class Stops(threading.Thread):
    def __init__(self):
        super().__init__()
        self._stop = threading.Event()


stops = Stops()
stops.start()
try:
    stops.join()
except TypeError as error:
    print(error)
