import threading
import time

begin = time.monotonic()


def hello(name, greeting="hello"):
    print(greeting, name, time.monotonic() - begin > 0.09)


timer = threading.Timer(0.1, hello, args=("world",), kwargs={"greeting": "hi"})
print(timer.name, timer.daemon, timer.interval)
timer.start()
timer.join()
timer = threading.Timer(0.01, hello, ["list"])
timer.start()
timer.join()
