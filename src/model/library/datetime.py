"""Dates and times of day, without time zones other than fixed ones."""

import _time
import time as _clock

MINYEAR = 1
MAXYEAR = 9999

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_BEFORE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)


def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_in(year, month):
    if month == 2 and _is_leap(year):
        return 29
    return (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def _ordinal(year, month, day):
    y = year - 1
    days = y * 365 + y // 4 - y // 100 + y // 400 + _BEFORE[month - 1] + day
    return days + 1 if month > 2 and _is_leap(year) else days


def _from_ordinal(n):
    year = n * 400 // 146097 + 1
    while _ordinal(year, 1, 1) > n:
        year -= 1
    while _ordinal(year + 1, 1, 1) <= n:
        year += 1
    month = 12
    while _ordinal(year, month, 1) > n:
        month -= 1
    return year, month, n - _ordinal(year, month, 1) + 1


def _check_date(year, month, day):
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError("year %d is out of range" % year)
    if not 1 <= month <= 12:
        raise ValueError("month must be in 1..12")
    if not 1 <= day <= _days_in(year, month):
        raise ValueError("day is out of range for month")


def _check_time(hour, minute, second, microsecond):
    if not 0 <= hour <= 23:
        raise ValueError("hour must be in 0..23")
    if not 0 <= minute <= 59:
        raise ValueError("minute must be in 0..59")
    if not 0 <= second <= 59:
        raise ValueError("second must be in 0..59")
    if not 0 <= microsecond <= 999999:
        raise ValueError("microsecond must be in 0..999999")


def _clock_text(hour, minute, second, microsecond):
    text = "%02d:%02d:%02d" % (hour, minute, second)
    return "%s.%06d" % (text, microsecond) if microsecond else text


class timedelta:
    """A span of time."""

    def __init__(self, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0,
                 weeks=0):
        total = 0
        for number, unit, name in (
                (days, 86400000000, "days"), (seconds, 1000000, "seconds"),
                (microseconds, 1, "microseconds"), (milliseconds, 1000, "milliseconds"),
                (minutes, 60000000, "minutes"), (hours, 3600000000, "hours"),
                (weeks, 604800000000, "weeks")):
            if not isinstance(number, (int, float)):
                raise TypeError("unsupported type for timedelta %s component: %s"
                                % (name, type(number).__name__))
            total += number * unit if isinstance(number, int) else round(number * unit)
        self._micros = total

    @classmethod
    def _of(cls, micros):
        return cls(microseconds=micros)

    @property
    def days(self):
        """Whole days."""
        return self._micros // 86400000000

    @property
    def seconds(self):
        """Seconds beyond the days."""
        return self._micros // 1000000 % 86400

    @property
    def microseconds(self):
        """Microseconds beyond the seconds."""
        return self._micros % 1000000

    def total_seconds(self):
        """All of it in seconds."""
        return self._micros / 1000000

    def __repr__(self):
        parts = []
        if self.days:
            parts.append("days=%d" % self.days)
        if self.seconds:
            parts.append("seconds=%d" % self.seconds)
        if self.microseconds:
            parts.append("microseconds=%d" % self.microseconds)
        return "datetime.timedelta(%s)" % (", ".join(parts) or "0")

    def __str__(self):
        seconds = self.seconds
        text = "%d:%02d:%02d" % (seconds // 3600, seconds // 60 % 60, seconds % 60)
        days = self.days
        if days:
            text = "%d day%s, %s" % (days, "" if abs(days) == 1 else "s", text)
        if self.microseconds:
            text += ".%06d" % self.microseconds
        return text

    def __add__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(self._micros + other._micros)
        return NotImplemented

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(self._micros - other._micros)
        return NotImplemented

    def __mul__(self, number):
        if isinstance(number, (int, float)):
            return timedelta._of(round(self._micros * number))
        return NotImplemented

    __rmul__ = __mul__

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._micros / other._micros
        return timedelta._of(round(self._micros / other))

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return self._micros // other._micros
        return timedelta._of(self._micros // other)

    def __mod__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(self._micros % other._micros)
        return NotImplemented

    def __divmod__(self, other):
        if isinstance(other, timedelta):
            whole, rest = divmod(self._micros, other._micros)
            return whole, timedelta._of(rest)
        return NotImplemented

    def __neg__(self):
        return timedelta._of(-self._micros)

    def __abs__(self):
        return timedelta._of(abs(self._micros))

    def __bool__(self):
        return self._micros != 0

    def __eq__(self, other):
        return isinstance(other, timedelta) and self._micros == other._micros

    def __lt__(self, other):
        return self._micros < other._micros

    def __le__(self, other):
        return self._micros <= other._micros

    def __gt__(self, other):
        return self._micros > other._micros

    def __ge__(self, other):
        return self._micros >= other._micros

    def __hash__(self):
        return hash(self._micros)


class tzinfo:
    """What tells how far a zone is from UTC."""

    def utcoffset(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement utcoffset()")

    def tzname(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement tzname()")

    def dst(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement dst()")


class timezone(tzinfo):
    """A fixed distance from UTC."""

    def __init__(self, offset, name=None):
        self._offset = offset
        self._name = name

    def utcoffset(self, dt):
        """The distance."""
        return self._offset

    def tzname(self, dt):
        """The name."""
        if self._name is not None:
            return self._name
        return "UTC" + _offset_text(self._offset) if self._offset else "UTC"

    def dst(self, dt):
        """There is no summer time."""
        return None

    def __str__(self):
        return self.tzname(None)

    def __repr__(self):
        if not self._offset:
            return "datetime.timezone.utc"
        return "datetime.timezone(%r)" % self._offset


def _offset_text(offset):
    minutes = offset._micros // 60000000
    sign = "-" if minutes < 0 else "+"
    minutes = abs(minutes)
    return "%s%02d:%02d" % (sign, minutes // 60, minutes % 60)


timezone.utc = timezone(timedelta(0))
UTC = timezone.utc


class _Dated:
    """What date and datetime share."""

    def toordinal(self):
        """Days since year 1."""
        return _ordinal(self.year, self.month, self.day)

    def weekday(self):
        """Monday is 0."""
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        """Monday is 1."""
        return self.weekday() + 1

    def isocalendar(self):
        """(year, week, weekday)"""
        thursday = self.toordinal() - self.weekday() + 3
        year = _from_ordinal(thursday)[0]
        week = (thursday - _ordinal(year, 1, 1)) // 7 + 1
        return IsoCalendarDate((year, week, self.isoweekday()))

    def timetuple(self):
        """As the nine fields of time.struct_time."""
        day = self.toordinal() - _ordinal(self.year, 1, 1) + 1
        return _clock.struct_time((self.year, self.month, self.day, self.hour, self.minute,
                                   self.second, self.weekday(), day, -1))

    def strftime(self, format):
        """Written as `format` says."""
        micros = "%06d" % self.microsecond
        format = format.replace("%f", micros)
        if self.tzinfo is not None:
            format = format.replace("%z", _offset_text(self.tzinfo.utcoffset(self)).replace(":", ""))
            format = format.replace("%Z", self.tzinfo.tzname(self))
        else:
            format = format.replace("%z", "").replace("%Z", "")
        return _time.strftime(format, tuple(self.timetuple()))

    def __format__(self, spec):
        return self.strftime(spec) if spec else str(self)

    def ctime(self):
        """Like 'Wed Dec  4 20:30:40 2002'."""
        return _clock.asctime(self.timetuple())

    def __eq__(self, other):
        return type(self) is type(other) and self._key() == other._key()

    def __lt__(self, other):
        return self._key() < self._other(other, "<")

    def __le__(self, other):
        return self._key() <= self._other(other, "<=")

    def __gt__(self, other):
        return self._key() > self._other(other, ">")

    def __ge__(self, other):
        return self._key() >= self._other(other, ">=")

    def __hash__(self):
        return hash(self._key())

    def _other(self, other, op):
        if type(self) is not type(other):
            raise TypeError("%r not supported between instances of '%s' and '%s'"
                            % (op, _full_name(self), _full_name(other)))
        return other._key()


def _full_name(obj):
    cls = type(obj)
    return cls.__name__ if cls.__module__ == "builtins" else cls.__module__ + "." + cls.__name__


class date(_Dated):
    """A day."""

    hour = minute = second = microsecond = 0
    tzinfo = None

    def __init__(self, year, month, day):
        _check_date(year, month, day)
        self.year = year
        self.month = month
        self.day = day

    @classmethod
    def today(cls):
        """The day it is."""
        t = _clock.localtime()
        return cls(t[0], t[1], t[2])

    @classmethod
    def fromordinal(cls, n):
        """The day so many days since year 1."""
        year, month, day = _from_ordinal(n)
        return cls(year, month, day)

    @classmethod
    def fromtimestamp(cls, t):
        """The day of a moment in seconds."""
        fields = _clock.localtime(t)
        return cls(fields[0], fields[1], fields[2])

    @classmethod
    def fromisoformat(cls, text):
        """From 'YYYY-MM-DD' or 'YYYYMMDD'."""
        return cls(*_from_iso(text, _iso_day))

    def _key(self):
        return (self.year, self.month, self.day)

    def isoformat(self):
        """'YYYY-MM-DD'"""
        return "%04d-%02d-%02d" % (self.year, self.month, self.day)

    __str__ = isoformat

    def replace(self, year=None, month=None, day=None):
        """The same day with some fields changed."""
        return type(self)(year or self.year, month or self.month, day or self.day)

    def __repr__(self):
        return "datetime.date(%d, %d, %d)" % (self.year, self.month, self.day)

    def __add__(self, other):
        if isinstance(other, timedelta):
            return date.fromordinal(self.toordinal() + other.days)
        return NotImplemented

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return date.fromordinal(self.toordinal() - other.days)
        if isinstance(other, date):
            return timedelta(self.toordinal() - other.toordinal())
        return NotImplemented


def _from_iso(text, read):
    """The fields of a text in ISO 8601."""
    if not isinstance(text, str):
        raise TypeError("fromisoformat: argument must be str")
    try:
        return read(text)
    except _NotIso:
        raise ValueError("Invalid isoformat string: %r" % text) from None


class _NotIso(Exception):
    pass


def _iso_number(text, width):
    if len(text) != width or not (text.isascii() and text.isdigit()):
        raise _NotIso
    return int(text)


def _iso_day(text):
    parts = text.split("-") if text[4:5] == "-" else [text[:4], text[4:6], text[6:]]
    if len(parts) != 3:
        raise _NotIso
    return [_iso_number(part, width) for part, width in zip(parts, (4, 2, 2))]


def _iso_clock(text):
    """Hour, minute, second and microsecond; with the zone of what is after them."""
    for sign in "+-Z":
        clock, found, zone = text.partition(sign)
        if found:
            return _iso_time(clock) + [_iso_zone(sign, zone)]
    return _iso_time(text) + [None]


def _iso_time(text):
    whole, point, fraction = text.replace(",", ".").partition(".")
    pairs = [whole[at:at + 2] for at in range(0, len(whole), 2)]
    parts = whole.split(":") if ":" in whole else pairs
    if not 1 <= len(parts) <= 3 or point and len(parts) < 3:
        raise _NotIso
    fields = [_iso_number(part, 2) for part in parts] + [0] * (3 - len(parts))
    if point and not (fraction.isascii() and fraction.isdigit()):
        raise _NotIso
    return fields + [int((fraction + "000000")[:6])]


def _iso_zone(sign, text):
    if sign == "Z":
        if text:
            raise _NotIso
        return timezone.utc
    hours, minutes, seconds, micros = _iso_time(text)
    offset = timedelta(hours=hours, minutes=minutes, seconds=seconds, microseconds=micros)
    if not offset:
        return timezone.utc
    return timezone(offset if sign == "+" else -offset)


def _iso_moment(text):
    length = 10 if text[4:5] == "-" else 8
    day = _iso_day(text[:length])
    if len(text) == length:
        return day
    return day + _iso_clock(text[length + 1:])


class time:
    """A time of day."""

    def __init__(self, hour=0, minute=0, second=0, microsecond=0, tzinfo=None):
        _check_time(hour, minute, second, microsecond)
        self.hour = hour
        self.minute = minute
        self.second = second
        self.microsecond = microsecond
        self.tzinfo = tzinfo

    @classmethod
    def fromisoformat(cls, text):
        """From 'HH:MM:SS.ffffff+HH:MM', shorter, and without colons."""
        return cls(*_from_iso(text.removeprefix("T"), _iso_clock))

    def _key(self):
        return (self.hour, self.minute, self.second, self.microsecond)

    def isoformat(self):
        """'HH:MM:SS', with microseconds if there are any."""
        return _clock_text(self.hour, self.minute, self.second, self.microsecond)

    __str__ = isoformat

    def strftime(self, format):
        """Written as `format` says."""
        format = format.replace("%f", "%06d" % self.microsecond)
        return _time.strftime(format, (1900, 1, 1, self.hour, self.minute, self.second, 0, 1, -1))

    def __repr__(self):
        parts = [str(self.hour), str(self.minute)]
        if self.second or self.microsecond:
            parts.append(str(self.second))
        if self.microsecond:
            parts.append(str(self.microsecond))
        return "datetime.time(%s)" % ", ".join(parts)

    def __eq__(self, other):
        return isinstance(other, time) and self._key() == other._key()

    def __lt__(self, other):
        return self._key() < other._key()

    def __hash__(self):
        return hash(self._key())


class datetime(_Dated):
    """A moment of the calendar."""

    def __init__(self, year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None):
        _check_date(year, month, day)
        _check_time(hour, minute, second, microsecond)
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
        self.microsecond = microsecond
        self.tzinfo = tzinfo

    @classmethod
    def now(cls, tz=None):
        """The moment it is."""
        return cls.fromtimestamp(_time.time(), tz)

    today = now

    @classmethod
    def utcnow(cls):
        """The moment it is, by UTC."""
        return cls._at(_time.gmtime, _time.time(), None)

    @classmethod
    def fromtimestamp(cls, t, tz=None):
        """The moment so many seconds since 1970."""
        if tz is None:
            return cls._at(_time.localtime, t, None)
        return cls._at(_time.gmtime, t + tz.utcoffset(None).total_seconds(), tz)

    @classmethod
    def _at(cls, calendar, t, tz):
        micros = round(t * 1000000)
        f = calendar(micros // 1000000)
        return cls(f[0], f[1], f[2], f[3], f[4], f[5], micros % 1000000, tz)

    @classmethod
    def combine(cls, date, time):
        """A day and a time of day as one."""
        return cls(date.year, date.month, date.day, time.hour, time.minute, time.second,
                   time.microsecond, time.tzinfo)

    @classmethod
    def fromisoformat(cls, text):
        """From 'YYYY-MM-DD HH:MM:SS.ffffff+HH:MM', shorter, and without separators."""
        return cls(*_from_iso(text, _iso_moment))

    @classmethod
    def strptime(cls, text, format):
        """Reads what strftime writes."""
        import _strptime
        fields, micros, offset, zone = _strptime.parse(text, format)
        made = cls(*fields[:6], micros)
        if offset is not None:
            made = made.replace(tzinfo=timezone(timedelta(seconds=offset)))
        return made

    def _key(self):
        return (self.year, self.month, self.day, self.hour, self.minute, self.second,
                self.microsecond)

    def _micros(self):
        days = self.toordinal()
        seconds = ((days * 24 + self.hour) * 60 + self.minute) * 60 + self.second
        return seconds * 1000000 + self.microsecond

    def date(self):
        """The day."""
        return date(self.year, self.month, self.day)

    def time(self):
        """The time of day."""
        return time(self.hour, self.minute, self.second, self.microsecond)

    def timestamp(self):
        """Seconds since 1970."""
        if self.tzinfo is not None:
            offset = self.tzinfo.utcoffset(self)._micros
            return (self._micros() - offset - 719163 * 86400000000) / 1000000
        return _time.mktime(tuple(self.timetuple())) + self.microsecond / 1000000

    def utcoffset(self):
        """How far the zone is from UTC."""
        return None if self.tzinfo is None else self.tzinfo.utcoffset(self)

    def tzname(self):
        """What the zone is called."""
        return None if self.tzinfo is None else self.tzinfo.tzname(self)

    def dst(self):
        """How far summer time is from the rest of the year."""
        return None if self.tzinfo is None else self.tzinfo.dst(self)

    def isoformat(self, sep="T", timespec="auto"):
        """'YYYY-MM-DDTHH:MM:SS', with microseconds if there are any."""
        clock = _clock_text(self.hour, self.minute, self.second, self.microsecond)
        if timespec == "seconds":
            clock = clock[:8]
        elif timespec == "minutes":
            clock = clock[:5]
        elif timespec == "milliseconds":
            clock = "%s.%03d" % (clock[:8], self.microsecond // 1000)
        text = "%04d-%02d-%02d%s%s" % (self.year, self.month, self.day, sep, clock)
        return text + _offset_text(self.tzinfo.utcoffset(self)) if self.tzinfo else text

    def __str__(self):
        return self.isoformat(" ")

    def __repr__(self):
        parts = [self.year, self.month, self.day, self.hour, self.minute]
        if self.second or self.microsecond:
            parts.append(self.second)
        if self.microsecond:
            parts.append(self.microsecond)
        text = ", ".join([str(part) for part in parts])
        if self.tzinfo is not None:
            text += ", tzinfo=%r" % self.tzinfo
        return "datetime.datetime(%s)" % text

    def replace(self, **changes):
        """The same moment with some fields changed."""
        names = ("year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo")
        return type(self)(*[changes.get(name, getattr(self, name)) for name in names])

    def astimezone(self, tz=None):
        """The same moment by another clock."""
        return datetime.fromtimestamp(self.timestamp(), tz)

    @classmethod
    def _of_micros(cls, micros, tzinfo):
        year, month, day = _from_ordinal(micros // 86400000000)
        rest = micros % 86400000000
        seconds = rest // 1000000
        return cls(year, month, day, seconds // 3600, seconds // 60 % 60, seconds % 60,
                   rest % 1000000, tzinfo)

    def __add__(self, other):
        if isinstance(other, timedelta):
            return datetime._of_micros(self._micros() + other._micros, self.tzinfo)
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return datetime._of_micros(self._micros() - other._micros, self.tzinfo)
        if isinstance(other, datetime):
            mine, its = self.utcoffset(), other.utcoffset()
            if (mine is None) != (its is None):
                raise TypeError("can't subtract offset-naive and offset-aware datetimes")
            apart = timedelta(microseconds=self._micros() - other._micros())
            return apart if mine is None else apart - mine + its
        return NotImplemented


class IsoCalendarDate(tuple):
    """(year, week, weekday)"""

    __module__ = "datetime"

    year = property(lambda self: self[0])
    week = property(lambda self: self[1])
    weekday = property(lambda self: self[2])

    def __repr__(self):
        return "datetime.IsoCalendarDate(year=%d, week=%d, weekday=%d)" % tuple(self)


date.min = date(1, 1, 1)
date.max = date(9999, 12, 31)
date.resolution = timedelta(days=1)
time.min = time(0, 0, 0)
time.max = time(23, 59, 59, 999999)
time.resolution = timedelta(microseconds=1)
datetime.min = datetime(1, 1, 1)
datetime.max = datetime(9999, 12, 31, 23, 59, 59, 999999)
datetime.resolution = timedelta(microseconds=1)
timedelta.min = timedelta(-999999999)
timedelta.max = timedelta(days=999999999, hours=23, minutes=59, seconds=59, microseconds=999999)
timedelta.resolution = timedelta(microseconds=1)
