# `exit` and `quit` are there without an import, as site makes them.
import threading

print(exit, quit, type(exit).__name__)
print(repr(quit), callable(exit))
try:
    quit(3)
except SystemExit as left:
    print("code", left.code)


def worker():
    print("in the thread")
    exit("never shown")


thread = threading.Thread(target=worker)
thread.start()
thread.join()
print("main goes on")
exit("bye")
print("never")
