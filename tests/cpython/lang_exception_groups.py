import threading
eg = ExceptionGroup("several", [ValueError(1), TypeError("t"), ExceptionGroup("in", [KeyError("k"), OSError(5)])])
print(eg, repr(eg), eg.message, len(eg.exceptions), isinstance(eg, Exception), ExceptionGroup.__mro__[1:3])
print(eg.subgroup(ValueError), eg.split((ValueError, KeyError)), eg.subgroup(lambda e: isinstance(e, OSError)))
try:
    raise eg
except* ValueError as e:
    print("V", e.exceptions)
except* (TypeError, KeyError) as e:
    print("TK", [repr(x) for x in e.exceptions])
except* OSError as e:
    print("O", e)
def run(exc):
    try:
        try:
            raise exc
        except* ValueError as g:
            print("got", g.exceptions)
        else:
            print("else")
        finally:
            print("finally")
    except Exception as e:
        print("left", repr(e))
run(ValueError("plain")); run(KeyError("other")); run(ExceptionGroup("mix", [ValueError(1), KeyError(2)]))
try:
    try:
        raise ExceptionGroup("a", [ValueError(1), TypeError(2)])
    except* ValueError:
        raise RuntimeError("new")
    except* TypeError as e:
        pass
except Exception as e:
    print(repr(e), type(e).__name__)
errors = []
def worker(n):
    try:
        if n % 2: raise ValueError(f"odd {n}")
    except ValueError as e:
        errors.append(e)
ts = [threading.Thread(target=worker, args=(i,)) for i in range(5)]
[t.start() for t in ts]; [t.join() for t in ts]
try:
    if errors: raise ExceptionGroup("workers failed", sorted(errors, key=str))
except* ValueError as group:
    for e in group.exceptions: print(e)
for bad in (lambda: ExceptionGroup("x", []), lambda: ExceptionGroup(1, [ValueError()]), lambda: ExceptionGroup("x", [3]), lambda: ExceptionGroup("x", [KeyboardInterrupt()])):
    try: bad()
    except Exception as e: print(type(e).__name__, e)
print(type(BaseExceptionGroup("b", [ValueError()])).__name__, type(BaseExceptionGroup("b", [KeyboardInterrupt()])).__name__)
