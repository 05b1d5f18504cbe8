from datetime import date, datetime, timedelta

moment = datetime(2024, 2, 28, 23, 30, 5)
print(moment, repr(moment), moment.isoformat(), moment.strftime("%d/%m/%Y %H:%M"), moment.year, moment.weekday())
later = moment + timedelta(hours=1, minutes=15)
print(later, later - moment, (later - moment).total_seconds(), later > moment, later.date(), later.time())
print(timedelta(days=1, seconds=3661), timedelta(seconds=-1), timedelta(milliseconds=1500), timedelta(hours=2) * 3)
print(date(2024, 3, 1) - date(2024, 2, 1), date(2024, 12, 31).isoweekday(), datetime.fromisoformat("2024-01-02T03:04:05"))
now = datetime.now()
print(isinstance(now, datetime), (datetime.now() - now).total_seconds() < 5, moment.replace(year=2020))
try:
    datetime(2023, 2, 29)
except ValueError as error:
    print(error)
from datetime import timezone as _tz
_u = datetime(2024, 1, 1, 12, tzinfo=_tz.utc)
_w = datetime(2024, 1, 1, 12, tzinfo=_tz(timedelta(hours=2)))
print(_u.tzname(), _u.utcoffset(), _u.dst(), datetime(2024, 1, 1).tzname(), _u - _w, _w.astimezone(_tz.utc))
try: _u - datetime(2024, 1, 1)
except TypeError as e: print(e)
