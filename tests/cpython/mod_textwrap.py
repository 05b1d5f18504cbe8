import textwrap
t = "The quick brown fox jumps over the lazy dog. It was a well-known state-of-the-art example --- with dashes--and hyphens; averyveryverylongwordthatdoesnotfit here."
print(textwrap.fill(t, 30))
print(textwrap.wrap(t, 20))
print(textwrap.wrap(t, width=25, initial_indent="* ", subsequent_indent="  ", break_long_words=False))
print(textwrap.shorten(t, 40), "|", textwrap.shorten("a b c", 10), "|", textwrap.shorten(t, width=30, placeholder="..."))
print(textwrap.dedent("""
    def f():
        return 1
      odd
    """))
print(textwrap.indent("a\n\nb\n  c", "> "), textwrap.indent("a\n\nb", "+ ", lambda line: True))
w = textwrap.TextWrapper(width=15, max_lines=2, placeholder=" ~")
print(w.fill(t), w.wrap("short"))
print(textwrap.wrap("a\tb  c\n\nd", 5), textwrap.wrap("", 5), textwrap.fill("x" * 25, 10), textwrap.wrap("One. Two. three", 80, fix_sentence_endings=True))
try:
    textwrap.wrap("abc", 0)
except ValueError as e:
    print(e)
