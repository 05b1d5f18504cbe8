import queue
import threading

tasks = queue.Queue()
done = []


def worker():
    while True:
        n = tasks.get()
        done.append(n * n)
        tasks.task_done()


for _ in range(3):
    threading.Thread(target=worker, daemon=True).start()
for n in range(20):
    tasks.put(n)
tasks.join()
print(sorted(done), tasks.unfinished_tasks)
try:
    tasks.task_done()
except ValueError as error:
    print(error)
