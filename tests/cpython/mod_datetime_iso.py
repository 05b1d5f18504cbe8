# What fromisoformat reads; timedeltas divided by timedeltas.
from datetime import date, datetime, time, timedelta

for text in ["2011-11-04", "20111104", "2011-11-04T00:05:23", "2011-11-04 00:05:23.283",
             "2011-11-04 00:05:23.283+00:00", "2011-11-04T00:05:23+04:00", "20111104T000523",
             "2011-11-04T00:05:23Z", "2011-11-04T00:05:23.123456789-05:30", "2011-11-04T00",
             "2011-11-04T00:05", "2011-11-04x00:05:23,5", "2011-11-04T000523.25+0130",
             "2011-11-04T12:00:00-00:00", "2011-11-04T12:00:00+01:02:03.000004",
             "2011-11", "2011-11-4", "x", "", "2011-11-04T", "2011-11-04T1", "2011-11-04T12:3",
             "2011-13-04", "2011-11-04T25:00", "2011-11-04T12:00:00.", "2011-11-04T12:00:00+",
             "2011-11-04T12:00:00Zx"]:
    for kind in datetime, date:
        try:
            print(text, repr(kind.fromisoformat(text)))
        except ValueError as error:
            print(text, error)
for text in ["04:23:01", "T04:23:01", "042301", "04:23:01.000384", "04", "4"]:
    try:
        print(text, repr(time.fromisoformat(text)))
    except ValueError as error:
        print(text, error)
try:
    datetime.fromisoformat(5)
except TypeError as error:
    print(error)
a, b = timedelta(days=3, seconds=7), timedelta(hours=5)
print(divmod(a, b), a % b, a // b, divmod(-a, b), -a % b)
try:
    print(a % timedelta(0))
except ZeroDivisionError as error:
    print(error)
