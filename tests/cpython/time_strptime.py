import time, datetime
for t, f in (("30 Nov 00", "%d %b %y"), ("2024-02-29 12:34:56", "%Y-%m-%d %H:%M:%S"), ("Thu Nov 28 10:11:12 2024", "%a %b %d %H:%M:%S %Y"), ("03:04 PM", "%I:%M %p"), ("12 am", "%I %p"), ("100 2023", "%j %Y"), ("January  5", "%B %d"), ("2020", "%Y"), ("10%", "%d%%")):
    print(time.strptime(t, f))
print(time.strptime("Sun Mar 03 10:00:00 2024"), time.mktime(time.strptime("2020", "%Y")) > 0)
for t, f in (("2020-01-02 03:04:05.678", "%Y-%m-%d %H:%M:%S.%f"), ("2020-01-02T03:04+0130", "%Y-%m-%dT%H:%M%z"), ("1/2/21", "%m/%d/%y"), ("5 May 1999", "%d %B %Y"), ("2024-03-01Z", "%Y-%m-%d%z")):
    print(repr(datetime.datetime.strptime(t, f)))
for t, f in (("x", "%Y"), ("2020-13", "%Y-%m"), ("2020x", "%Y"), ("2020", "%Y-%m"), ("31 Feb 2020", "%d %b %Y"), ("1", "%q"), ("1", "%")):
    try: print(time.strptime(t, f))
    except ValueError as e: print("ValueError", e)
