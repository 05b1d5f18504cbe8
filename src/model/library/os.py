"""What a script may ask of the machine: next to nothing. Its files are in memory (`_files`)."""

import _sync
import _sys

name = "posix"
sep = "/"
linesep = "\n"
pathsep = ":"
curdir = "."
pardir = ".."
extsep = "."
devnull = "/dev/null"
altsep = None
SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2
environ = {}
error = OSError


def getpid():
    """The process number."""
    return _sys.pid()


def getppid():
    """The parent's process number; unknown here."""
    return 1


def cpu_count():
    """How many processors the machine has."""
    return _sys.cpu_count()


def sched_getaffinity(pid):
    """The processors a process may run on."""
    return set(range(_sys.cpu_count()))


def getenv(key, default=None):
    """An environment variable; scripts see none."""
    return environ.get(key, default)


def getcwd():
    """The working directory; scripts see the root only."""
    return "/"


def kill(pid, signal, /):
    """Sends the script itself a signal; there is nobody else here."""
    if pid not in (0, getpid()):
        raise ProcessLookupError(3, "No such process")
    if not 0 <= signal <= 64:
        raise OSError(22, "Invalid argument")
    if signal == 9:
        _exit(128 + signal)
    if signal:
        _sync.send_signal(signal, True)


def abort():
    """Ends the program at once, as by a signal."""
    _exit(134)


def _exit(status):
    """Ends the program at once, all threads included."""
    _sys.exit_now(status)


def urandom(size):
    """`size` random bytes."""
    import random
    return random.SystemRandom().randbytes(size)


def fspath(path):
    """The text of a path."""
    if isinstance(path, (str, bytes)):
        return path
    if hasattr(path, "__fspath__"):
        return path.__fspath__()
    raise TypeError("expected str, bytes or os.PathLike object, not %s" % type(path).__name__)


class terminal_size(tuple):
    """Columns and lines."""

    columns = property(lambda self: self[0])
    lines = property(lambda self: self[1])

    def __repr__(self):
        return "os.terminal_size(columns=%d, lines=%d)" % self


def get_terminal_size(fd=1):
    """There is no terminal."""
    raise OSError(25, "Inappropriate ioctl for device")


class PathLike:
    """What has a path as text."""

    def __class_getitem__(cls, item, /):
        return cls


def listdir(path="."):
    """What a directory holds."""
    import _files
    return _files.names_in(path)


def mkdir(path, mode=0o777):
    """Makes a directory."""
    import _files
    _files.make_folder(path)


def makedirs(name, mode=0o777, exist_ok=False):
    """Makes a directory and those above it."""
    parent = path.dirname(path.abspath(name))
    if not path.isdir(parent):
        makedirs(parent, exist_ok=True)
    if not (exist_ok and path.isdir(name)):
        mkdir(name)


def remove(path):
    """Removes a file."""
    import _files
    _files.remove(path)


unlink = remove


def rmdir(path):
    """Removes an empty directory."""
    import _files
    _files.remove_folder(path)


def rename(src, dst):
    """Gives a file or directory another name."""
    import _files
    _files.rename(src, dst)


replace = rename


def walk(top, topdown=True, onerror=None, followlinks=False):
    """Directories with what they hold, from the top."""
    names = listdir(top)
    folders = [name for name in names if path.isdir(path.join(top, name))]
    yield top, folders, [name for name in names if name not in folders]
    for name in folders:
        yield from walk(path.join(top, name))


def strerror(code, /):
    """The text of a system error."""
    import errno
    return errno._text(code)


import os.path as path
