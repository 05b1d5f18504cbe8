import threading, time, random
from enum import Enum, auto
class Direction(Enum):
    UP = auto()
    DOWN = auto()
    IDLE = auto()
class Elevator(threading.Thread):
    def __init__(self, eid, floors=5):
        super().__init__(name=f"Elevator-{eid}", daemon=True)
        self.eid = eid
        self.floor = 0
        self.requests = []
        self.cv = threading.Condition()
        self.direction = Direction.IDLE
        self.log = []
    def call(self, floor):
        with self.cv:
            self.requests.append(floor)
            self.cv.notify_all()
    def run(self):
        while True:
            with self.cv:
                while not self.requests:
                    self.direction = Direction.IDLE
                    self.cv.wait()
                target = self.requests.pop(0)
            if target is None:
                return
            self.direction = Direction.UP if target > self.floor else Direction.DOWN
            while self.floor != target:
                self.floor += 1 if self.direction is Direction.UP else -1
                self.log.append((self.floor, self.direction.name))
e = Elevator(1)
e.start()
for f in (3, 1, 4): e.call(f)
e.call(None)
e.join(2)
print(e.log, e.name, e.is_alive())
