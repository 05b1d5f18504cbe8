# stderr: compare
# An exception whose text cannot be made is told of nevertheless.
import sys
import threading
import traceback

deep = 0
for _ in range(2000):
    deep = (deep,)


class Mute(Exception):
    def __str__(self):
        raise RuntimeError("no text")


def fail(error):
    raise error


for error in KeyError(deep), Mute(), ValueError(deep, 1):
    thread = threading.Thread(target=fail, args=(error,))
    thread.start()
    thread.join()
    print(traceback.format_exception_only(error))
    try:
        raise error
    except Exception:
        print(traceback.format_exc().splitlines()[-1])


def hook(kind, value, trace):
    print("hook", kind.__name__)
    raise LookupError("in the hook")


noted = KeyError(deep)
noted.add_note("a note")
try:
    fail(noted)
except KeyError as error:
    print(traceback.format_exc().splitlines()[-2:])
sys.excepthook = hook
raise noted
