"""Text in lines of a width."""

import re

__all__ = ["TextWrapper", "wrap", "fill", "dedent", "indent", "shorten"]

_WHITESPACE = "\t\n\x0b\x0c\r "


class TextWrapper:
    """Breaks text into lines."""

    _spaces = "[" + re.escape(_WHITESPACE) + "]"
    # Words, spaces, and the places in words with hyphens and dashes where a line may break.
    _wordsep = re.compile(r"""
        ( [%(blank)s]+
        | (?<=[\w!"'&.,?]) -{2,} (?=\w)
        | [^%(blank)s]
          (?: [^%(blank)s]*?
            (?:
                -(?: (?<=[^\d\W]{2}-) | (?<=[^\d\W]-[^\d\W]-))
                (?= [^\d\W] -? [^\d\W])
              | (?=[%(blank)s]|\Z)
              | (?<=[\w!"'&.,?]) (?=-{2,}\w)
            )
          )
        )""" % {"blank": re.escape(_WHITESPACE)}, re.VERBOSE)
    _wordsep_simple = re.compile("(%s+)" % _spaces)
    _sentence_end = re.compile(r"[a-z][\.\!\?][\"\']?\Z")

    def __init__(self, width=70, initial_indent="", subsequent_indent="", expand_tabs=True,
                 replace_whitespace=True, fix_sentence_endings=False, break_long_words=True,
                 drop_whitespace=True, break_on_hyphens=True, tabsize=8, *, max_lines=None,
                 placeholder=" [...]"):
        self.width = width
        self.initial_indent = initial_indent
        self.subsequent_indent = subsequent_indent
        self.expand_tabs = expand_tabs
        self.replace_whitespace = replace_whitespace
        self.fix_sentence_endings = fix_sentence_endings
        self.break_long_words = break_long_words
        self.drop_whitespace = drop_whitespace
        self.break_on_hyphens = break_on_hyphens
        self.tabsize = tabsize
        self.max_lines = max_lines
        self.placeholder = placeholder

    def wrap(self, text):
        """The lines."""
        chunks = self._chunks(text)
        if self.fix_sentence_endings:
            self._fix_endings(chunks)
        return self._lines(chunks)

    def fill(self, text):
        """The lines as one text."""
        return "\n".join(self.wrap(text))

    def _chunks(self, text):
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = text.translate({ord(char): " " for char in _WHITESPACE})
        pattern = self._wordsep if self.break_on_hyphens else self._wordsep_simple
        return [chunk for chunk in pattern.split(text) if chunk]

    def _fix_endings(self, chunks):
        for at in range(len(chunks) - 1):
            if chunks[at + 1] == " " and self._sentence_end.search(chunks[at]):
                chunks[at + 1] = "  "

    def _break_word(self, chunks, line, used, width):
        room = 1 if width < 1 else width - used
        if not self.break_long_words:
            if not line:
                line.append(chunks.pop())
            return
        chunk = chunks[-1]
        end = room
        if self.break_on_hyphens and len(chunk) > room:
            hyphen = chunk.rfind("-", 0, room)
            if hyphen > 0 and any(char != "-" for char in chunk[:hyphen]):
                end = hyphen + 1
        line.append(chunk[:end])
        chunks[-1] = chunk[end:]

    def _lines(self, chunks):
        if self.width <= 0:
            raise ValueError("invalid width %r (must be > 0)" % self.width)
        if self.max_lines is not None:
            margin = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(margin) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError("placeholder too large for max width")
        lines = []
        chunks.reverse()
        while chunks:
            line = []
            used = 0
            margin = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(margin)
            if self.drop_whitespace and chunks[-1].strip() == "" and lines:
                del chunks[-1]
            while chunks and used + len(chunks[-1]) <= width:
                used += len(chunks[-1])
                line.append(chunks.pop())
            if chunks and len(chunks[-1]) > width:
                self._break_word(chunks, line, used, width)
                used = sum(map(len, line))
            if self.drop_whitespace and line and line[-1].strip() == "":
                used -= len(line[-1])
                del line[-1]
            if not line:
                continue
            left = len(chunks) > 1 or len(chunks) == 1 and (
                not self.drop_whitespace or bool(chunks[0].strip()))
            more_lines = self.max_lines is None or len(lines) + 1 < self.max_lines
            if more_lines or not left and used <= width:
                lines.append(margin + "".join(line))
                continue
            self._cut(lines, line, used, width, margin)
            break
        return lines

    def _cut(self, lines, line, used, width, margin):
        while line:
            if line[-1].strip() and used + len(self.placeholder) <= width:
                line.append(self.placeholder)
                lines.append(margin + "".join(line))
                return
            used -= len(line[-1])
            del line[-1]
        if lines:
            before = lines[-1].rstrip()
            if len(before) + len(self.placeholder) <= self.width:
                lines[-1] = before + self.placeholder
                return
        lines.append(margin + self.placeholder.lstrip())


def wrap(text, width=70, **options):
    """The text in lines."""
    return TextWrapper(width=width, **options).wrap(text)


def fill(text, width=70, **options):
    """The text in lines, as one text."""
    return TextWrapper(width=width, **options).fill(text)


def shorten(text, width, **options):
    """As much of the text as fits in one line."""
    return TextWrapper(width=width, max_lines=1, **options).fill(" ".join(text.strip().split()))


def dedent(text):
    """The text without the margin that all its lines share."""
    lines = [line if line.strip(" \t") else "" for line in text.split("\n")]
    margin = None
    for line in lines:
        if not line:
            continue
        own = line[:len(line) - len(line.lstrip(" \t"))]
        if margin is None:
            margin = own
        while not own.startswith(margin):
            margin = margin[:-1]
    if margin:
        lines = [line[len(margin):] for line in lines]
    return "\n".join(lines)


def indent(text, prefix, predicate=None):
    """The text with something before each line that is not blank."""
    if predicate is None:
        predicate = str.strip
    return "".join([(prefix + line if predicate(line) else line)
                    for line in text.splitlines(True)])
