import threading, traceback, sys, logging
def a(): b()
def b(): c(5)
def c(n):
    return {"k": [1, 2, 3]}["k"][n]
try: a()
except IndexError:
    print(traceback.format_exc())
    et, ev, tb = sys.exc_info()
    print(et.__name__, ev, tb.tb_lineno, len(traceback.extract_tb(tb)), traceback.format_exception_only(et, ev))
    for fr in traceback.extract_tb(tb): print(fr.filename.rsplit("/", 1)[-1], fr.lineno, fr.name, fr.line)
    print("".join(traceback.format_exception(et, ev, tb)[-2:]))
    print("".join(traceback.format_tb(tb)).count("File"))
def outer():
    try: a()
    except IndexError as e: raise RuntimeError("outer failed") from e
try: outer()
except RuntimeError as e: traceback.print_exc(file=sys.stdout); print(repr(e.__cause__), e.__context__ is e.__cause__, e.__suppress_context__)
def thread_body():
    try: a()
    except Exception: logging.exception("in thread"); raise
t = threading.Thread(target=thread_body, name="worker-x"); t.start(); t.join()
class E(Exception):
    def __init__(self, code, msg="default"): super().__init__(msg); self.code = code
try: raise E(5)
except E as e: print(e, e.code, e.args, repr(e), isinstance(e, Exception), E.__mro__[1].__name__)
e = ValueError("with note"); e.add_note("note 1"); e.add_note("note 2")
try: raise e
except ValueError: traceback.print_exc(file=sys.stdout)
try:
    try: 1 / 0
    finally: print("cleanup")
except ZeroDivisionError as z: print(z.__traceback__.tb_lineno, z.with_traceback(None).__traceback__)
try:
    try: raise KeyError("first")
    except KeyError: raise ValueError("second") from None
except ValueError as v: print(v.__cause__, v.__suppress_context__, repr(v.__context__)); traceback.print_exception(v, file=sys.stdout)
def show_stack(): traceback.print_stack(file=sys.stdout)
show_stack()
print(traceback.format_stack()[-1].strip().split("\n")[-1])
te = traceback.TracebackException.from_exception(e); print(list(te.format_exception_only()), te.exc_type.__name__)
warn = __import__ if False else None
import warnings
warnings.warn("careful"); warnings.warn("old", DeprecationWarning); warnings.simplefilter("ignore"); warnings.warn("silent")
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always"); warnings.warn("caught", UserWarning); print(len(w), w[0].message, w[0].category.__name__)
raise SystemExit("exit message")
