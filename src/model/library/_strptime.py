"""Reads what strftime writes: for `time` and for `datetime`."""

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september",
           "october", "november", "december")
# Most digits, least and greatest number.
_NUMBERS = {"Y": (4, 0, 9999), "G": (4, 0, 9999), "m": (2, 1, 12), "d": (2, 1, 31),
            "H": (2, 0, 23), "I": (2, 1, 12), "M": (2, 0, 59), "S": (2, 0, 61), "j": (3, 1, 366),
            "y": (2, 0, 99), "U": (2, 0, 53), "W": (2, 0, 53), "V": (2, 1, 53), "w": (1, 0, 6),
            "u": (1, 1, 7)}
_LONG = {"c": "%a %b %d %H:%M:%S %Y", "x": "%m/%d/%y", "X": "%H:%M:%S", "D": "%m/%d/%y",
         "T": "%H:%M:%S", "R": "%H:%M"}


class _NoMatch(Exception):
    pass


def _digits(text, at, most):
    stop = at
    while stop < len(text) and stop - at < most and text[stop].isdigit():
        stop += 1
    return stop


def _number(text, at, kind):
    most, low, high = _NUMBERS[kind]
    if kind in "d" and text[at:at + 1] == " " and text[at + 1:at + 2].isdigit():
        return int(text[at + 1]), at + 2
    stop = _digits(text, at, most)
    if kind in "YG" and stop - at < 4:
        raise _NoMatch
    while stop > at:
        value = int(text[at:stop])
        if low <= value <= high:
            return value, stop
        stop -= 1
    raise _NoMatch


def _word(text, at, words, short):
    rest = text[at:].lower()
    for number, word in enumerate(words):
        word = word[:3] if short else word
        if rest.startswith(word):
            return number, at + len(word)
    raise _NoMatch


def _offset(text, at):
    if text[at:at + 1] == "Z":
        return 0, at + 1
    sign = {"+": 1, "-": -1}.get(text[at:at + 1])
    hours = text[at + 1:at + 3]
    rest = at + 3
    if text[rest:rest + 1] == ":":
        rest += 1
    minutes = text[rest:rest + 2]
    if sign is None or len(minutes) != 2 or not (hours + minutes).isdigit():
        raise _NoMatch
    return sign * (int(hours) * 3600 + int(minutes) * 60), rest + 2


def _field(text, at, kind, found):
    if kind in _NUMBERS:
        found[kind], at = _number(text, at, kind)
    elif kind == "f":
        stop = _digits(text, at, 6)
        if stop == at:
            raise _NoMatch
        found["f"] = int((text[at:stop] + "000000")[:6])
        at = stop
    elif kind in "bBh":
        month, at = _word(text, at, _MONTHS, kind != "B")
        found["m"] = month + 1
    elif kind in "aA":
        found["a"], at = _word(text, at, _DAYS, kind == "a")
    elif kind == "p":
        found["p"], at = _word(text, at, ("am", "pm"), False)
    elif kind == "z":
        found["z"], at = _offset(text, at)
    elif kind == "Z":
        _, at = _word(text, at, ("utc", "gmt"), False)
        found["Z"] = text[at - 3:at].upper()
    elif kind == "%":
        if text[at:at + 1] != "%":
            raise _NoMatch
        at += 1
    return at


def _scan(text, format, found):
    at = 0
    i = 0
    while i < len(format):
        char = format[i]
        i += 1
        if char.isspace():
            if not text[at:at + 1].isspace():
                raise _NoMatch
            while text[at:at + 1].isspace():
                at += 1
            continue
        if char == "%":
            at = _field(text, at, format[i], found)
            i += 1
            continue
        if text[at:at + 1].lower() != char.lower():
            raise _NoMatch
        at += 1
    return at


def _expanded(format):
    parts = []
    i = 0
    while i < len(format):
        if format[i] != "%":
            parts.append(format[i])
            i += 1
            continue
        kind = format[i + 1:i + 2]
        if kind == "":
            raise ValueError("stray %% in format '%s'" % format)
        if kind in _LONG and kind in "cxX":
            parts.append(_LONG[kind])
        elif kind in _NUMBERS or kind in "fbBaApzZ%":
            parts.append("%" + kind)
        else:
            raise ValueError("'%s' is a bad directive in format '%s'" % (kind, format))
        i += 2
    return "".join(parts)


def parse(text, format):
    """(year, month, day, hour, minute, second, weekday, day of the year, -1), microseconds,
    offset in seconds or None, zone or None."""
    for one, name in ((text, 0), (format, 1)):
        if not isinstance(one, str):
            raise TypeError("strptime() argument %d must be str, not %r" % (name, type(one)))
    found = {}
    try:
        end = _scan(text, _expanded(format), found)
    except _NoMatch:
        raise ValueError("time data %r does not match format %r" % (text, format)) from None
    if end < len(text):
        raise ValueError("unconverted data remains: %s" % text[end:])
    return _moment(found)


def _moment(found):
    year = found.get("Y")
    if year is None and "y" in found:
        year = found["y"] + (2000 if found["y"] <= 68 else 1900)
    # Without a year a leap one is taken, so that the 29th of February is read.
    leap = year is None and found.get("m") == 2 and found.get("d") == 29
    year = 1904 if leap else 1900 if year is None else year
    month = found.get("m", 1)
    day = found.get("d", 1)
    hour = found.get("H", 0)
    if "I" in found:
        hour = found["I"] % 12 + (12 if found.get("p") == 1 else 0)
    if "j" in found and "m" not in found and "d" not in found:
        month, day = _from_day_of_year(year, found["j"])
    import datetime
    date = datetime.date(year, month, day)
    yearday = date.toordinal() - datetime.date(year, 1, 1).toordinal() + 1
    weekday = date.weekday()
    if leap:
        year = 1900
    fields = (year, month, day, hour, found.get("M", 0), found.get("S", 0), weekday, yearday,
              0 if "Z" in found else -1)
    return fields, found.get("f", 0), found.get("z"), found.get("Z")


def _from_day_of_year(year, number):
    import datetime
    date = datetime.date.fromordinal(datetime.date(year, 1, 1).toordinal() + number - 1)
    return date.month, date.day
