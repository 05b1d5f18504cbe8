# An uncaught group of exceptions is written as a tree.
def fails(kind, text):
    try:
        raise kind(text)
    except kind as error:
        return error


found = [fails(ValueError, "first"), ExceptionGroup("inner", [TypeError("a"), fails(KeyError, "b")])]
found[0].add_note("with a note")
try:
    raise ExceptionGroup("handled", [OSError(2, "No such file or directory", "x.txt")])
except* OSError as group:
    print(repr(group.exceptions[0]), group.exceptions[0])
try:
    1 / 0
except ZeroDivisionError:
    raise ExceptionGroup("several", found + [ValueError(n) for n in range(16)])
