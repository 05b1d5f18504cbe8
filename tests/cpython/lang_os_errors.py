# System errors by their numbers: the class, the texts, the parts.
import errno
import os

for number in (1, 2, 4, 11, 13, 17, 20, 21, 32, 104, 110, 111, 5, 9999):
    error = OSError(number, "text")
    print(number, type(error).__name__, error, error.errno, error.strerror, repr(error))
error = OSError(2, "No such file", "name.txt")
print(error, error.filename, repr(error), OSError("only"), repr(OSError()))
print(errno.ENOENT, errno.errorcode[errno.EACCES], os.strerror(2), os.strerror(errno.EPIPE))
print(IOError is OSError, EnvironmentError is OSError, issubclass(TimeoutError, OSError))


class Mine(OSError):
    pass


print(repr(Mine(2, "x")), Mine(2, "x").errno)
try:
    raise OSError(111, "refused")
except ConnectionError as error:
    print("caught", error)
