import threading


class Lazy(threading.Thread):
    def __init__(self):
        self.value = 1


thread = Lazy()
for action in ("start", "join", "is_alive"):
    try:
        getattr(thread, action)()
    except (RuntimeError, AssertionError) as error:
        print(action, type(error).__name__, error)
try:
    print(thread.name)
except AssertionError as error:
    print(error)
