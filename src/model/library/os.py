"""What a script may ask of the machine: next to nothing."""

import _sys

name = "posix"
sep = "/"
linesep = "\n"
pathsep = ":"
curdir = "."
pardir = ".."
extsep = "."
devnull = "/dev/null"
environ = {}


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


def _exit(status):
    """Ends the program at once, all threads included."""
    _sys.exit_now(status)


def urandom(size):
    """`size` random bytes."""
    import random
    return random.SystemRandom().randbytes(size)


def fspath(path):
    """The text of a path."""
    return path


class _Path:
    """os.path: paths as text only."""

    sep = "/"

    def basename(self, path):
        """What follows the last slash."""
        return path[path.rfind("/") + 1:]

    def dirname(self, path):
        """What stands before the last slash."""
        at = path.rfind("/") + 1
        head = path[:at]
        if head and head != "/" * len(head):
            head = head.rstrip("/")
        return head

    def join(self, first, *others):
        """Joins parts of a path."""
        path = first
        for part in others:
            if part.startswith("/"):
                path = part
            elif not path or path.endswith("/"):
                path += part
            else:
                path += "/" + part
        return path

    def split(self, path):
        """(dirname, basename)"""
        return (self.dirname(path), self.basename(path))

    def splitext(self, path):
        """(all but the ending, the ending)"""
        base = self.basename(path)
        at = base.rfind(".")
        if at <= 0:
            return (path, "")
        cut = len(path) - len(base) + at
        return (path[:cut], path[cut:])

    def abspath(self, path):
        """The same from the root."""
        return path if path.startswith("/") else "/" + path

    realpath = abspath

    def normpath(self, path):
        """The path unchanged."""
        return path

    def isabs(self, path):
        """Whether it starts at the root."""
        return path.startswith("/")

    def exists(self, path):
        """Scripts see no files."""
        return False

    isfile = exists
    isdir = exists


path = _Path()
