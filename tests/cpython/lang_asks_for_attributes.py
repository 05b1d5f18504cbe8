# What a script asks for first may be missing.
import itertools
import sys
import threading

if hasattr(itertools, "no_such_tool"):
    print(list(itertools.no_such_tool([1, 2])))
else:
    print("no such tool")

print(threading.no_such_thing() if hasattr(threading, "no_such_thing") else "no such thing")

if sys.version_info >= (9, 0):
    threading.of_a_later_python()
elif not hasattr(threading, "no_such_thing"):
    print("older and without")

if hasattr(threading, "no_such_thing") and threading.no_such_thing():
    print("there")
