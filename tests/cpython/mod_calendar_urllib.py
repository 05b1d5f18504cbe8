import calendar
from urllib.parse import urljoin, urlparse, urlsplit, quote, unquote, urlencode, parse_qs, parse_qsl
print(calendar.month(2024, 2), calendar.calendar(2026, m=4), sep="")
print(calendar.monthrange(2023, 2), calendar.isleap(1900), calendar.leapdays(1990, 2025), calendar.timegm((2001, 9, 9, 1, 46, 40)))
print(calendar.TextCalendar(calendar.SUNDAY).formatmonth(2025, 3, 3), calendar.monthcalendar(2024, 9)[-1])
try: calendar.monthrange(2024, 13)
except calendar.IllegalMonthError as e: print(e)
base = "http://a.example/b/c/d;p?q"
for link in ("g", "./g", "../g", "../../../g", "/g", "//h/x", "?y", "#s", "", "g;x=1/../y", "mailto:me", "http://z"):
    print(link, urljoin(base, link))
p = urlparse("HTTPS://user:pw@Host.example:8443/p/a;x?q=1&r=2#frag")
print(p, p.hostname, p.port, p.username, p.password, p.geturl())
print(urlsplit("//h/p?q"), quote("a b/ż&"), unquote("%C5%BC+x"), urlencode({"q": "x y", "n": [1, 2]}, doseq=True))
print(parse_qs("a=1&a=2&b=%20&c="), parse_qsl("a=1;b&x=", keep_blank_values=True))
