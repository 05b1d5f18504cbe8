"""Clocks and sleeping."""

import _sync
import _time
from _time import (time, time_ns, perf_counter, perf_counter_ns, monotonic, monotonic_ns,
                   thread_time, thread_time_ns, process_time, process_time_ns)

sleep = _sync.sleep

_zone = _time.zone()
timezone = _zone[0]
altzone = _zone[1]
daylight = _zone[2]
tzname = _zone[3]

_FIELDS = ("tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday",
           "tm_isdst")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class _ClockInfo:
    def __init__(self, implementation, monotonic, adjustable):
        self.implementation = implementation
        self.monotonic = monotonic
        self.adjustable = adjustable
        self.resolution = 1e-09

    def __repr__(self):
        return ("namespace(implementation=%r, monotonic=%r, adjustable=%r, resolution=%r)"
                % (self.implementation, self.monotonic, self.adjustable, self.resolution))


def get_clock_info(name):
    """What a clock is made of."""
    clocks = {"time": "CLOCK_REALTIME", "monotonic": "CLOCK_MONOTONIC",
              "perf_counter": "CLOCK_MONOTONIC", "process_time": "CLOCK_PROCESS_CPUTIME_ID",
              "thread_time": "CLOCK_THREAD_CPUTIME_ID"}
    if name not in clocks:
        raise ValueError("unknown clock")
    return _ClockInfo("clock_gettime(%s)" % clocks[name], name != "time", name == "time")


CLOCK_REALTIME = 0
CLOCK_MONOTONIC = 1
CLOCK_PROCESS_CPUTIME_ID = 2
CLOCK_THREAD_CPUTIME_ID = 3


def clock_gettime(clk_id, /):
    """The time of a clock by its number."""
    return (time, monotonic, process_time, thread_time)[clk_id]()


def clock_gettime_ns(clk_id, /):
    """The same in nanoseconds."""
    return (time_ns, monotonic_ns, process_time_ns, thread_time_ns)[clk_id]()


class struct_time:
    """A moment as its nine calendar fields; reads like a tuple."""

    def __init__(self, fields):
        fields = tuple(fields)
        if len(fields) < 9:
            raise TypeError("time.struct_time() takes an at least 9-sequence (%d-sequence given)"
                            % len(fields))
        self._fields = fields[:9]
        (self.tm_year, self.tm_mon, self.tm_mday, self.tm_hour, self.tm_min, self.tm_sec,
         self.tm_wday, self.tm_yday, self.tm_isdst) = self._fields
        self.tm_zone = fields[9] if len(fields) > 9 else None
        self.tm_gmtoff = fields[10] if len(fields) > 10 else None

    def __getitem__(self, index):
        return self._fields[index]

    def __len__(self):
        return 9

    def __iter__(self):
        return iter(self._fields)

    def __eq__(self, other):
        return self._fields == (other._fields if isinstance(other, struct_time) else other)

    def __lt__(self, other):
        return self._fields < tuple(other)

    def __gt__(self, other):
        return self._fields > tuple(other)

    def __hash__(self):
        return hash(self._fields)

    def __repr__(self):
        pairs = ["%s=%r" % pair for pair in zip(_FIELDS, self._fields)]
        return "time.struct_time(%s)" % ", ".join(pairs)


def localtime(seconds=None):
    """The local calendar at a moment; now without argument."""
    return struct_time(_time.localtime(time() if seconds is None else seconds))


def gmtime(seconds=None):
    """The calendar of UTC at a moment; now without argument."""
    return struct_time(_time.gmtime(time() if seconds is None else seconds)[:9] + ("GMT", 0))


def mktime(fields):
    """The moment of a local calendar."""
    return _time.mktime(tuple(fields))


def strftime(format, fields=None):
    """A moment written as `format` says."""
    return _time.strftime(format, tuple(localtime() if fields is None else fields)[:9])


def asctime(fields=None):
    """A moment like 'Sat Jun 06 16:26:11 1998'."""
    t = tuple(localtime() if fields is None else fields)
    return "%s %s %2d %02d:%02d:%02d %d" % (
        _DAYS[t[6]], _MONTHS[t[1] - 1], t[2], t[3], t[4], t[5], t[0])


def ctime(seconds=None):
    """A moment in seconds like 'Sat Jun 06 16:26:11 1998'."""
    return asctime(localtime(seconds))



def strptime(string, format="%a %b %d %H:%M:%S %Y"):
    """Reads what strftime writes."""
    import _strptime
    fields, _micros, offset, zone = _strptime.parse(string, format)
    return struct_time(fields + (zone, offset))
