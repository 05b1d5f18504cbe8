# Tracebacks and frames as objects.
import sys
import threading
import traceback


def fail():
    raise ValueError("deep")


def middle():
    fail()


try:
    middle()
except ValueError as error:
    kind, value, trace = sys.exc_info()
    print(kind is ValueError, value is error, trace is error.__traceback__)
    while trace is not None:
        print(trace.tb_lineno, trace.tb_frame.f_code.co_name)
        trace = trace.tb_next
    for name, line in [(frame.name, frame.line) for frame in traceback.extract_tb(error.__traceback__)]:
        print(name, "|", line)
    print(len(traceback.format_tb(error.__traceback__)), traceback.format_exception_only(error))
    print(len(traceback.format_exception(error)))


def caller():
    frame = sys._getframe()
    print(frame.f_code.co_name, frame.f_lineno, frame.f_back.f_code.co_name, sorted(frame.f_locals))
    print([entry.name for entry in traceback.extract_stack()])
    return sys._getframe(1).f_globals["__name__"]


print(caller(), caller.__code__.co_name, caller.__code__.co_firstlineno, caller.__code__.co_argcount)


def hook(args):
    print("hook", args.exc_type.__name__, args.exc_value, args.thread.name, len(args))
    print(traceback.extract_tb(args.exc_traceback)[-1].name)


threading.excepthook = hook
thread = threading.Thread(target=middle, name="worker")
thread.start()
thread.join()
print(sys.exc_info())
