import re

text = "2024-03-15 ERROR [worker-1] Task 42 failed: timeout=30s\n2024-03-16 INFO [worker-22] ok"
m = re.match(r"(\d{4})-(\d\d)-(\d\d)", text)
print(m, m.group(), m.group(1, 3), m.groups(), m.span(2), m.start(), m.end(), m[0], m.lastindex, m.re.pattern, m.string[:4], m.pos, m.endpos)
m = re.search(r"\[(?P<name>[\w-]+)\] Task (?P<num>\d+)", text)
print(m.groupdict(), m["name"], m.group("num"), m.lastgroup, m.expand(r"<\1|\g<num>>"))
print(re.findall(r"worker-(\d+)", text), re.findall(r"(\w+)=(\d+)", text), re.findall(r"^\d{4}", text, re.M), re.findall(r"[aeiou]", "education"))
print([x.group() for x in re.finditer(r"\b[A-Z]+\b", text)], [x.span() for x in re.finditer("", "ab")])
print(re.sub(r"\d+", "#", "a1b22c333"), re.sub(r"(\w)(\d)", r"\2\1", "a1 b2"), re.subn("a", "x", "banana", 2), re.sub(r"\d+", lambda m: str(int(m.group()) * 2), "1 22 3"), re.sub("x*", "-", "abxd"))
print(re.split(r"[,;]\s*", "a, b;c,d"), re.split(r"(-)", "a-b-c"), re.split(r"\s+", "  x y "), re.split("", "abc"), re.split(",", "a,b,c", maxsplit=1))
print(re.fullmatch(r"\w+@\w+\.com", "me@site.com"), re.fullmatch("a", "ab"), re.match("b", "ab"))
p = re.compile(r"""
    (?P<h>\d+) : (?P<m>\d+)   # time
""", re.VERBOSE | re.IGNORECASE)
print(p, p.flags, p.groups, p.groupindex, p.match("12:34x").groupdict())
print(re.findall("ab", "aBAbab", re.I), re.findall(r"(?i)STRASSE|é", "strasse É"), re.search("a.c", "a\nc"), re.search("a.c", "a\nc", re.S))
print(re.findall(r"<.*?>", "<a><b>"), re.findall(r"<.*>", "<a><b>"), re.findall(r"a{2,3}", "aaaaaaa"), re.findall(r"a{2,3}?", "aaaaaaa"), re.findall(r"(?:ab)+", "ababxab"), re.findall(r"a|ab", "ab"))
print(re.findall(r"(?<=\$)\d+", "$5 $10 7"), re.findall(r"(?<!\$)\b\d+", "$5 10"), re.findall(r"\w+(?=!)", "hi! yo"), re.findall(r"\w+(?!\w|!)", "hi! yo"), re.findall(r"(\w)\1", "hello book"), re.findall(r"(?P<c>\w)(?P=c)", "aabbc"))
print(re.match(r"(a)?(b)?", "b").groups(), re.match(r"(a)?(b)?", "b").groups("-"), re.match(r"(?:(a)|b)*", "ab").group(1), re.match(r"(a(b)?)+", "aba").groups(), re.match(r"(?(1)x|y)" if False else r"(<)?\w+(?(1)>)", "<ab>").group())
print(re.escape("a.b*c[d] e-f_g"), re.sub(re.escape("."), "!", "a.b"), re.search(r"\\", "a\\b").span(), re.findall(r"[^\w\s]", "a.b, c!"), re.findall(r"[\]\-a]", "]-ab"), re.findall(r"\x41\u0042\t", "AB\t"))
for bad in ("(a", "a)", "*a", "a**", "[a", "[z-a]", r"\q", "(?P<n>a)(?P<n>b)", "(?P<1>a)", "(?<=a*)b", r"\1", "(?x", "(?z)", "a{3,1}", "(?P=x)", "\\", "x(?i)"):
    try:
        re.compile(bad)
        print("fine", bad)
    except re.error as e:
        print(repr(bad), "->", e, "|", e.msg, e.pos)
try:
    re.sub("(a)", r"\2", "a")
except re.error as e: print(e)
try:
    re.match("a", 5)
except TypeError as e: print(e)
try:
    re.match("(a)", "a").group(2)
except IndexError as e: print(e)
print(re.findall(rb"\d+", b"a1b22"), re.sub(b"a", b"b", b"banana"), re.compile("é+").findall("xééy"), re.search("ż", "aéż").span())
print(re.compile("a") is re.compile("a"), re.compile("a") == re.compile("a"), re.I, repr(re.I | re.M), bool(re.match("", "")), re.match("(?P<a>.)(.)", "xy").regs, re.compile("a", re.I | re.S))
print(re.findall(r"\bfoo\b", "foo food foo"), re.findall(r"\Bo", "foo o"), re.findall(r"^a|b$", "a\nb", re.M), re.findall(r"b$", "b\n"), re.findall(r"b\Z", "b\n"), re.findall("$", "a\n"), re.findall(r"\d", "٣4"), re.findall(r"\d", "٣4", re.A), re.findall(r"\w+", "naïve żó"), re.findall(r"\s", "a\u00a0b c"))
print(p.match("1:2", 0, 2), re.compile("b").search("abab", 2).start(), re.compile("^b").search("ab", 1), re.compile(r"\w+").match("hello world", 6).group(), re.compile("a*?").findall("aa"), re.findall("(a*)(b*)", "aabb"), re.findall("a++b", "aab"), re.findall("(?>a*)ab", "aaab"))
