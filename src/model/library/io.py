"""Streams in memory."""

from _files import BufferedStream, Lines, TextIOWrapper, UnsupportedOperation, _Node, open

__all__ = ["open", "IOBase", "RawIOBase", "BufferedIOBase", "TextIOBase", "BytesIO", "StringIO",
           "TextIOWrapper", "UnsupportedOperation", "DEFAULT_BUFFER_SIZE", "SEEK_SET", "SEEK_CUR",
           "SEEK_END"]

SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2
DEFAULT_BUFFER_SIZE = 8192


class IOBase:
    """Base of streams."""


class RawIOBase(IOBase):
    """Base of streams without a buffer."""


class BufferedIOBase(IOBase):
    """Base of streams of bytes."""


class TextIOBase(IOBase):
    """Base of text streams."""


class BytesIO(BufferedStream, BufferedIOBase):
    """Bytes in memory."""

    def __init__(self, initial_bytes=b""):
        BufferedStream.__init__(self, _Node(bytes(initial_bytes)), None, "rb+")

    def getvalue(self):
        return self._node.data()

    def getbuffer(self):
        return self._node.data()

    def __repr__(self):
        return "<_io.BytesIO object at 0x%x>" % id(self)


class StringIO(Lines, TextIOBase):
    """A text stream in memory."""

    def __init__(self, initial_value="", newline="\n"):
        self._text = initial_value or ""
        self._at = 0
        self.closed = False

    def _check(self):
        if self.closed:
            raise ValueError("I/O operation on closed file")

    def write(self, s):
        self._check()
        if not isinstance(s, str):
            raise TypeError("string argument expected, got %r" % type(s).__name__)
        if self._at == len(self._text):
            self._text += s
        else:
            self._text = self._text[:self._at] + s + self._text[self._at + len(s):]
        self._at += len(s)
        return len(s)

    def getvalue(self):
        self._check()
        return self._text

    def read(self, size=-1):
        self._check()
        stop = len(self._text) if size is None or size < 0 else self._at + size
        text = self._text[self._at:stop]
        self._at += len(text)
        return text

    def readline(self, size=-1):
        self._check()
        at = self._text.find("\n", self._at)
        stop = len(self._text) if at < 0 else at + 1
        text = self._text[self._at:stop]
        self._at = stop
        return text

    def __iter__(self):
        return self

    def seek(self, pos, whence=0):
        self._check()
        self._at = pos if whence == 0 else len(self._text) + pos
        return self._at

    def tell(self):
        return self._at

    def truncate(self, size=None):
        size = self._at if size is None else size
        self._text = self._text[:size]
        return size

    def flush(self):
        self._check()

    def isatty(self):
        return False

    def readable(self):
        return True

    writable = seekable = readable

    def close(self):
        self.closed = True

    def __enter__(self):
        self._check()
        return self

    def __repr__(self):
        return "<_io.StringIO object at 0x%x>" % id(self)


StringIO.__module__ = BytesIO.__module__ = "_io"
