"""Streams in memory. There are no files."""

SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2


class IOBase:
    """Base of streams."""


class TextIOBase(IOBase):
    """Base of text streams."""


class StringIO(TextIOBase):
    """A text stream in memory."""

    def __init__(self, initial_value="", newline="\n"):
        self._text = initial_value or ""
        self._at = 0
        self.closed = False

    def write(self, s):
        if not isinstance(s, str):
            raise TypeError("string argument expected, got %r" % type(s).__name__)
        if self._at == len(self._text):
            self._text += s
        else:
            self._text = self._text[:self._at] + s + self._text[self._at + len(s):]
        self._at += len(s)
        return len(s)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def getvalue(self):
        return self._text

    def read(self, size=-1):
        stop = len(self._text) if size is None or size < 0 else self._at + size
        text = self._text[self._at:stop]
        self._at += len(text)
        return text

    def readline(self, size=-1):
        at = self._text.find("\n", self._at)
        stop = len(self._text) if at < 0 else at + 1
        text = self._text[self._at:stop]
        self._at = stop
        return text

    def readlines(self):
        return list(self)

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def seek(self, pos, whence=0):
        self._at = pos if whence == 0 else len(self._text) + pos
        return self._at

    def tell(self):
        return self._at

    def truncate(self, size=None):
        size = self._at if size is None else size
        self._text = self._text[:size]
        return size

    def flush(self):
        pass

    def isatty(self):
        return False

    def close(self):
        self.closed = True

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()
