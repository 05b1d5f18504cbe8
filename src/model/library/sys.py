"""The interpreter's own settings and streams."""

import _sys
import _weak
from _prelude import standard_input as _standard_input
from _sys import (exc_info, getswitchinterval, setswitchinterval, getrecursionlimit,
                  setrecursionlimit, getsizeof, intern)


def getrefcount(object, /):
    """How many references there are to an object, with the argument's own."""
    _weak.settle(1)
    return _sys.getrefcount(object)


class _VersionInfo:
    def __init__(self):
        self.major = 3
        self.minor = 11
        self.micro = 0
        self.releaselevel = "final"
        self.serial = 0

    def _tuple(self):
        return (self.major, self.minor, self.micro, self.releaselevel, self.serial)

    def __getitem__(self, index):
        return self._tuple()[index]

    def __len__(self):
        return 5

    def __iter__(self):
        return iter(self._tuple())

    def __eq__(self, other):
        return self._tuple() == tuple(other)

    def __lt__(self, other):
        return self._tuple() < tuple(other)

    def __le__(self, other):
        return self._tuple() <= tuple(other)

    def __gt__(self, other):
        return self._tuple() > tuple(other)

    def __ge__(self, other):
        return self._tuple() >= tuple(other)

    def __repr__(self):
        return "sys.version_info(major=3, minor=11, micro=0, releaselevel='final', serial=0)"


version_info = _VersionInfo()
version = "3.11.0 (Lockstep)"
hexversion = 0x030B00F0
platform = "linux"
byteorder = "little"
executable = "/usr/bin/python3"
maxsize = 9223372036854775807
maxunicode = 1114111
argv = _sys.argv()
path = []


class _Flags:
    """The command line's switches: none was given."""

    debug = inspect = interactive = optimize = dont_write_bytecode = no_user_site = no_site = 0
    ignore_environment = verbose = bytes_warning = quiet = isolated = 0
    hash_randomization = 1
    dev_mode = safe_path = False
    utf8_mode = 0
    int_max_str_digits = 4300


flags = _Flags()
dont_write_bytecode = True
modules = _sys.modules()


class _Implementation:
    name = "cpython"
    version = version_info
    cache_tag = None


implementation = _Implementation()


class _ThreadInfo:
    """How threads are made: as CPython makes them on Linux."""

    name = "pthread"
    lock = "semaphore"
    version = "NPTL 2.36"

    def __repr__(self):
        return "sys.thread_info(name='pthread', lock='semaphore', version='NPTL 2.36')"


thread_info = _ThreadInfo()
prefix = exec_prefix = base_prefix = base_exec_prefix = "/usr"
float_repr_style = "short"


class _FloatInfo:
    max = 1.7976931348623157e+308
    min = 2.2250738585072014e-308
    epsilon = 2.220446049250313e-16
    dig = 15
    mant_dig = 53
    max_exp = 1024
    min_exp = -1021


float_info = _FloatInfo()


class TextIOWrapper:
    """One of the standard streams."""

    __module__ = "_io"

    encoding = "utf-8"
    errors = "strict"
    newlines = None
    closed = False
    # print() hands it a line at once, so that two threads' lines seldom run together.
    _takes_whole_lines = True

    def __init__(self, name, number, writer):
        self.name = name
        self.mode = "w"
        self._number = number
        self._writer = writer

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError("write() argument must be str, not %s" % type(text).__name__)
        return self._writer(text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        return None

    def isatty(self):
        return False

    def fileno(self):
        return self._number

    def writable(self):
        return True

    def readable(self):
        return False

    def reconfigure(self, **options):
        return None

    def __repr__(self):
        return "<_io.TextIOWrapper name=%r mode='w' encoding='utf-8'>" % self.name


stdout = TextIOWrapper("<stdout>", 1, _sys.stdout_write)
stderr = TextIOWrapper("<stderr>", 2, _sys.stderr_write)
__stdout__ = stdout
__stderr__ = stderr


stdin = __stdin__ = _standard_input


def exit(status=None, /):
    """Raises SystemExit(status)."""
    raise SystemExit(status)


def excepthook(kind, value, trace, /):
    """Writes an exception to stderr."""
    _sys.stderr_write(_sys.format_exception(value, True))


__excepthook__ = excepthook


def exception():
    """The exception being handled, or None."""
    return exc_info()[1]


def getdefaultencoding():
    """Always utf-8."""
    return "utf-8"


def getfilesystemencoding():
    """Always utf-8."""
    return "utf-8"


def setcheckinterval(n):
    """Instructions between switches, for the mode that counts them (Python 2 and 3.1)."""
    _sys.setcheckinterval(n)


def getcheckinterval():
    """Instructions between switches, for the mode that counts them (Python 2 and 3.1)."""
    return _sys.getcheckinterval()


def _is_gil_enabled():
    """Whether this run is under a GIL."""
    return _sys.gil_enabled()


class _Code:
    """What can be asked of a frame's code."""

    def __init__(self, facts):
        self.co_filename = facts[0]
        self.co_name = facts[2]
        self.co_qualname = facts[2]
        self.co_firstlineno = facts[5]

    def __repr__(self):
        return "<code object %s at 0x%x, file %r, line %d>" % (
            self.co_name, id(self), self.co_filename, self.co_firstlineno)


class _Frame:
    """What can be asked of a frame."""

    def __init__(self, facts, back, live):
        self.f_code = _Code(facts)
        self.f_back = back
        self._facts = facts
        self._live = live
        self.f_builtins = {}
        self.f_lasti = 0
        self.f_trace = None

    def _now(self):
        """The frame's facts as they are while it is on the stack, then as they were."""
        if self._live:
            facts = _sys.frame(-self._facts[7] - 1)
            if facts is not None and facts[2] == self._facts[2] and facts[5] == self._facts[5]:
                self._facts = facts
        return self._facts

    @property
    def f_lineno(self):
        return self._now()[1]

    @property
    def _source(self):
        return self._now()[4]

    @property
    def f_globals(self):
        module = modules.get(self._facts[3])
        return {} if module is None else vars(module)

    @property
    def f_locals(self):
        if not self._live:
            return {}
        return self.f_globals if self._facts[2] == "<module>" else self._now()[6]

    def clear(self):
        self._live = False

    def __repr__(self):
        return "<frame at 0x%x, file %r, line %d, code %s>" % (
            id(self), self.f_code.co_filename, self.f_lineno, self.f_code.co_name)


def _frames(depth):
    stack = []
    while True:
        facts = _sys.frame(depth + 1)
        if facts is None:
            break
        stack.append(facts)
        depth += 1
    frame = None
    for facts in reversed(stack):
        frame = _Frame(facts, frame, True)
    return frame


def _getframe(depth=0):
    """The frame of a caller, `depth` levels up."""
    frame = _frames(depth + 1)
    if frame is None:
        raise ValueError("call stack is not deep enough")
    return frame


def _current_frames():
    """The innermost frame of each thread by its number, the newest thread first. One that runs and
    cannot be looked at meanwhile is left out."""
    import threading
    found = {threading.get_ident(): _frames(1)}
    for ident, entries in _sys.other_frames():
        frame = None
        for facts in entries:
            frame = _Frame(facts, frame, False)
        if frame is not None:
            found[ident] = frame
    return dict(sorted(found.items(), reverse=True))


class _Traceback:
    """What can be asked of a traceback, from one of its frames on."""

    def __init__(self, entries, at):
        facts = entries[at]
        self.tb_lineno = facts[1]
        self.tb_frame = _Frame(facts, None, False)
        self.tb_lasti = 0
        self.tb_next = _Traceback(entries, at + 1) if at + 1 < len(entries) else None
        self._facts = facts


def gettrace():
    """No trace function is ever set."""
    return None


def is_finalizing():
    """Whether the program is ending."""
    return _sys.shutting_down()
