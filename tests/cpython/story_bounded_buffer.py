from threading import Thread, Semaphore, Lock, BoundedSemaphore, current_thread
import time, random
N, K = 3, 2
buf, mutex, empty, full = [], Lock(), Semaphore(N), Semaphore(0)
out = []
class Producer(Thread):
    def __init__(self, id, items): Thread.__init__(self); self.id, self.items = id, items
    def run(self):
        for x in range(self.items):
            empty.acquire()
            with mutex: buf.append((self.id, x)); assert len(buf) <= N
            full.release()
class Consumer(Thread):
    def __init__(self, n): Thread.__init__(self, name="Consumer"); self.n = n
    def run(self):
        for _ in range(self.n):
            full.acquire(); mutex.acquire(); out.append(buf.pop(0)); mutex.release(); empty.release()
ps = [Producer(i, 5) for i in range(K)]; c = Consumer(10)
[t.start() for t in ps + [c]]; [t.join() for t in ps + [c]]
print(sorted(out), [x for i, x in out if i == 0] == list(range(5)), empty._value, full._value, empty)
b = BoundedSemaphore(1)
with b: print(b._value, b)
print(Semaphore().acquire(blocking=False), Semaphore(0).acquire(False), Semaphore(0).acquire(timeout=0.01), Semaphore(2).release(3))
try: Semaphore(0).acquire(False, timeout=1)
except ValueError as e: print(e)
try: Semaphore().release(0)
except ValueError as e: print(e)
