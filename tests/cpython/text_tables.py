rows = [("Thread", "State", "Ms"), ("main", "running", 12.5), ("worker-1", "blocked", 0.333), ("w2", None, 1e6)]
w = [max(len(str(r[i])) for r in rows) for i in range(3)]
for r in rows: print(" | ".join(str(c).ljust(w[i]) for i, c in enumerate(r)))
print("+".join("-" * (n + 2) for n in w))
for n, s, ms in rows[1:]: print(f"{n:<{w[0]}} {s!s:^9} {ms:>12,.3f} {ms:.3e} {ms:g} {ms!r:>10} {int(ms):x}")
print("".join(f"{i:3}" for i in range(10)), "%5s|%-5s|%05d|%+.1f|%x|%o|%e|%%" % ("a", "b", 42, 3.14, 255, 8, 12345.678))
print("{0:>10}|{0:<10}|{0:^10}|{0:*^10}".format("mid"), "{:,}".format(1234567), "{:.2%}".format(0.256), "{:+} {: } {:#b} {:#o} {:#X}".format(5, 5, 5, 8, 255), "{!r:>6}".format("x"), "{:{}}".format("z", 4), "{a[k]} {b.real}".format(a={"k": 1}, b=2))
print("tabs\tand\\slashes", r"raw\n", 'quo"te', "it's", """multi
line""", "a" "b", f"{'nested'!r}", f"{{}}", "\x41\u00e9\N{SNOWMAN}", ascii("é"), repr("a\tb\x00'"), str(b"by"), "ß".upper(), "İ".lower(), "x".isidentifier(), "٣".isdigit(), "½".isnumeric(), " \t".isspace(), "Ab".swapcase(), "a-b_c".partition("-"), "aXbX".rsplit("X", 1), "abc".translate(str.maketrans("ab", "12")), "x,y;z".replace(",", ";").split(";"), "l1\nl2\r\nl3".splitlines(), "  pad ".strip(), "xxaxx".strip("x"), "abc".find("c"), "abcabc".rfind("b"), "aaa".count("aa"), "%s" % (1, )[0], "ab".ljust(5, ".") + "|", "1".zfill(3), "-5".zfill(4), "Title Case".istitle(), "abc" in "xabcx", "a" < "b" < "c", max("hello"), sorted("bca"), list("ab"), "ab" * 2, "a,b".split(",", 1), ",".join(map(str, [1, 2])), "e\u0301" == "é", len("é😀"), "😀"[0], "abc"[::-1], "abc"[-2:], hash("a") == hash("a"))
