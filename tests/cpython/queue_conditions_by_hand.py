# The conditions inside a queue, as scripts use them that wait with a time-out or look at an item.
import queue, threading, time
class WithTimeout(queue.Queue):
    def join_with_timeout(self, timeout):
        with self.all_tasks_done:
            end = time.monotonic() + timeout
            while self.unfinished_tasks:
                left = end - time.monotonic()
                if left <= 0: raise TimeoutError("%d left" % self.unfinished_tasks)
                self.all_tasks_done.wait(left)
q = WithTimeout()
q.put(1); q.put(2)
try: q.join_with_timeout(0.02)
except TimeoutError as e: print(e)
def work():
    for _ in range(2):
        q.get(); q.task_done()
t = threading.Thread(target=work); t.start(); q.join_with_timeout(5); t.join(); print("joined")
for i in range(5): q.put(i)
with q.mutex:
    q.queue.clear(); q.all_tasks_done.notify_all(); q.unfinished_tasks = 0
q.join(); print(q.qsize(), q.unfinished_tasks)
class Peeking(queue.Queue):
    def peek(self):
        with self.not_empty:
            while not self._qsize(): self.not_empty.wait()
            return self.queue[0]
p = Peeking()
threading.Timer(0.03, p.put, ["late"]).start()
print(p.peek(), p.qsize(), p.get())
full = queue.Queue(1); full.put("a")
threading.Timer(0.03, full.get).start()
with full.not_full:
    while full._qsize() >= full.maxsize: full.not_full.wait()
    print("room", isinstance(full.not_full, threading.Condition))
