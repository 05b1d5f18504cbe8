import queue

stack = queue.LifoQueue()
for n in (1, 2, 3):
    stack.put(n)
print([stack.get() for _ in range(3)])
ordered = queue.PriorityQueue()
for item in ((3, "c"), (1, "a"), (2, "b"), (1, "A")):
    ordered.put(item)
print([ordered.get() for _ in range(4)], ordered.empty())


class Job:
    def __init__(self, priority, name):
        self.priority = priority
        self.name = name

    def __lt__(self, other):
        return self.priority < other.priority


jobs = queue.PriorityQueue()
for job in (Job(5, "low"), Job(1, "high"), Job(3, "middle")):
    jobs.put(job)
print([jobs.get().name for _ in range(3)])
jobs.put(1)
try:
    jobs.put("text")
except TypeError as error:
    print(error)
print(jobs.qsize())
