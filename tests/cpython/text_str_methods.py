s = "  Hello, World  "
print(s.strip(), s.lstrip() + "|", s.rstrip() + "|", s.upper(), s.lower(), s.swapcase(), s.title())
t = "a,b,,c"
print(t.split(","), t.split(",", 1), t.rsplit(",", 1), "a b  c".split(), t.partition(","), t.rpartition(","))
print("-".join(["x", "y"]), "abc".replace("b", "BB"), "aaa".replace("a", "b", 2), "abcabc".count("bc"))
print("abc".find("c"), "abc".find("z"), "abcabc".rfind("b"), "abc".index("b"), "abc".startswith("ab"))
print("abc".endswith(("x", "bc")), "abc".center(9, "*"), "abc".ljust(5) + "|", "abc".rjust(5), "42".zfill(5))
print("abc".isalpha(), "12".isdigit(), "a1".isalnum(), " ".isspace(), "Ab".istitle(), "A".isupper(), "x".isidentifier())
print("line1\nline2\r\nline3".splitlines(), "x\ty".expandtabs(4), "hello".capitalize(), "ß".upper(), "İ".casefold() != "")
print("abc" * 2, "b" in "abc", "abc"[1], "abc"[-1], len("żółć"), "abc" < "abd", ord("a"), chr(8364), "é".encode())
print("prefix_x".removeprefix("prefix_"), "x.py".removesuffix(".py"), "abc".translate(str.maketrans("ab", "xy")))
print(repr("it's"), repr('say "hi"'), repr("tab\t\n\\ \x00 é \u200b"), ascii("é"), str(b"x"), "a" "b")
print("%s" % "x".join("abc"), sorted("hello"), list("abc"), "abc".__len__(), max("hello"), "".join(reversed("abc")))
print(b"bytes"[0], b"ab" + b"c", b"abc".decode(), list(b"ab"), bytes([65, 66]), b"a\x00\xff", len(b"abc"))
