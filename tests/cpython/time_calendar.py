import time

moment = time.gmtime(86400 * 365)
print(moment)
print(moment.tm_year, moment[1], moment.tm_wday, tuple(moment)[:3])
print(time.strftime("%Y-%m-%d %H:%M:%S", moment), time.strftime("%a %b %j %y %p %I %%", moment))
print(time.asctime(moment))
year, month, *rest = moment
print(year, month, len(rest))
print(len(time.ctime()), time.strftime("%H:%M:%S")[2])
print(time.mktime(time.localtime(1000000)) == 1000000.0)
