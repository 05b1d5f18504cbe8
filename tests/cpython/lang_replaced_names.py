# Names of builtins and of modules that a script replaces.
import builtins
import functools
import os
import sys
import threading
import time

if sys.version_info[0] < 3:
    import Queue as queue
else:
    import queue
if os.name == "nt":
    import msvcrt
elif sys.platform.startswith("java"):
    import java
try:
    from not_installed import something
except ImportError as error:
    print(error, error.name, type(error).__name__)
print(queue.Queue().empty())
saved = builtins.print
lock = threading.Lock()


def numbered(*values, **options):
    with lock:
        numbered.count += 1
        saved(f"{numbered.count}:", *values, **options)


numbered.count = 0
builtins.print = numbered
print("through the new print", sep="-")
thread = threading.Thread(target=print, args=("from a thread",))
thread.start()
thread.join()
builtins.print = saved
print("as before")
print = functools.partial(print, flush=True, end=".\n")
print("ends with a full stop")
time.sleep = lambda seconds: print("slept", seconds)
time.sleep(100)
start = threading.Thread.start


def announced(self):
    print("starting", self.name)
    start(self)


threading.Thread.start = announced
thread = threading.Thread(target=print, args=("runs",), name="T")
thread.start()
thread.join()
