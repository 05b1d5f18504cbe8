print("zażółć gęślą jaźń", "日本", "🙂", len("🙂"), "\u00e9" == "é", "\N{BULLET}" if True else "")
print("multi"
      "line", """triple
quoted""", r"\raw", "tab\tend", "\x41\101\u0041", 'single "double"')
print("żółw".upper(), "ŻÓŁW".lower(), sorted(["ż", "z", "a"]), "é" > "z")
