import threading


def hook(args):
    print(args.exc_type.__name__, args.exc_value, args.thread.name, args.exc_traceback is not None)


def worker():
    raise ValueError("caught by the hook")


threading.excepthook = hook
thread = threading.Thread(target=worker)
thread.start()
thread.join()
threading.excepthook = threading.__excepthook__
thread = threading.Thread(target=worker, name="second")
thread.start()
thread.join()
