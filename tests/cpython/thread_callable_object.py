import threading


class Task:
    def __init__(self, n):
        self.n = n

    def __call__(self, factor=1):
        print("task", self.n * factor)


thread = threading.Thread(target=Task(4), kwargs={"factor": 10})
print(thread.name)
thread.start()
thread.join()
