import threading


class Broken(Exception):
    def __str__(self):
        return f"broken: {self.args[0]}"


class Job(threading.Thread):
    def run(self):
        try:
            raise KeyError("inner")
        except KeyError as error:
            raise Broken(7) from error


job = Job(name="job")
job.start()
job.join()
print("end")
