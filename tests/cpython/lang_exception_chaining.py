class AppError(Exception):
    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


try:
    try:
        1 / 0
    except ZeroDivisionError as error:
        raise AppError(7, "wrapped") from error
except AppError as error:
    print(error, error.code, repr(error.__cause__), error.__suppress_context__)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        int("x")
except ValueError as error:
    print(error, repr(error.__context__), error.__cause__)
try:
    try:
        raise KeyError("a")
    except KeyError:
        raise
except KeyError as error:
    print(repr(error), str(error))
try:
    raise
except RuntimeError as error:
    print(error)
try:
    raise ValueError from None
except ValueError as error:
    print(repr(error), error.__cause__)
for bad in (5, "text", object):
    try:
        raise bad
    except TypeError as error:
        print(error)
try:
    raise AppError
except TypeError as error:
    print(error)
error = ValueError("a", 2)
print(error, error.args, repr(error), isinstance(error, Exception))
try:
    assert 1 == 2, "not equal"
except AssertionError as error:
    print(error)
