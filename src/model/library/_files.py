"""Files in the program's memory. A script finds the ones that it wrote itself, and its own text;
nothing of the machine is read or written."""

import _sys
import errno
import os

_CLOSED = "I/O operation on closed file."

# Most bytes in all files together: then the disk is full, as a disk gets full.
FILES_BYTES_MAX = 64 << 20


class UnsupportedOperation(OSError, ValueError):
    """The stream is not made for this."""

    __module__ = "io"


class _Node:
    """What is in a file: pieces, put together when somebody reads. Pieces are only added, so that
    readers take nothing from writers; what was put together and summed up is of the first ones."""

    def __init__(self, data=b""):
        self.replace(data)

    def replace(self, data):
        self._parts = [data]
        self._joined = (1, data)
        self._summed = (1, len(data))

    def add(self, chunk):
        self._parts.append(chunk)

    def data(self):
        count, joined = self._joined
        new = self._parts[count:]
        if new:
            joined = b"".join([joined, *new])
            self._joined = (count + len(new), joined)
        return joined

    def size(self):
        count, total = self._summed
        new = self._parts[count:]
        if new:
            total += sum([len(part) for part in new])
            self._summed = (count + len(new), total)
        return total


class _File(_Node):
    """A file that has a name: it takes room on the disk."""

    def replace(self, data):
        _take_room(len(data))
        super().replace(data)

    def add(self, chunk):
        _take_room(len(chunk))
        super().add(chunk)


_nodes = {}
_folders = {"/", "/tmp"}
# Bytes written since the files were measured, and what they had then.
_room = [0]


def _take_room(count):
    """Counts bytes that are written; a count that would be too much is taken anew."""
    if _room[0] + count > FILES_BYTES_MAX:
        held = sum([node.size() for node in list(_nodes.values())])
        if held + count > FILES_BYTES_MAX:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        _room[0] = held
    _room[0] += count


class Lines:
    """What every stream does with its lines."""

    def readlines(self, hint=-1):
        return list(self)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def __exit__(self, *exc_info):
        self.close()


def key(path):
    """A path as the table has it."""
    path = os.fspath(path)
    if isinstance(path, bytes):
        path = path.decode("utf-8")
    return os.path.abspath(path)


def failed(number, path):
    """The error of a system call on a path."""
    return OSError(number, os.strerror(number), os.fspath(path))


def node_of(path):
    """A file, or None."""
    name = key(path)
    found = _nodes.get(name)
    if found is None and name == key(_sys.module_object("__main__").__file__):
        found = _File((_sys.module_source("__main__") or "").encode("utf-8"))
    return found


def is_folder(path):
    """Whether it is a directory."""
    return key(path) in _folders


def names_in(path):
    """What a directory holds."""
    name = key(path)
    if name not in _folders:
        raise failed(errno.ENOTDIR if name in _nodes else errno.ENOENT, path)
    start = name.rstrip("/") + "/"
    everything = [*_nodes, *_folders]
    inside = [one[len(start):] for one in everything if one.startswith(start) and one != "/"]
    return sorted({one for one in inside if one and "/" not in one})


def make_folder(path):
    """os.mkdir"""
    name = key(path)
    if name in _folders or name in _nodes:
        raise failed(errno.EEXIST, path)
    if os.path.dirname(name) not in _folders:
        raise failed(errno.ENOENT, path)
    _folders.add(name)


def remove_folder(path):
    """os.rmdir"""
    if names_in(path):
        raise failed(errno.ENOTEMPTY, path)
    _folders.discard(key(path))


def remove(path):
    """os.remove"""
    if is_folder(path):
        raise failed(errno.EISDIR, path)
    if _nodes.pop(key(path), None) is None:
        raise failed(errno.ENOENT, path)


def rename(old, new):
    """os.rename"""
    name = key(old)
    if name in _nodes:
        _nodes[key(new)] = _nodes.pop(name)
    elif name in _folders:
        for one in [one for one in _nodes if one.startswith(name + "/")]:
            _nodes[key(new) + one[len(name):]] = _nodes.pop(one)
        for one in [one for one in _folders if one == name or one.startswith(name + "/")]:
            _folders.discard(one)
            _folders.add(key(new) + one[len(name):])
    else:
        raise failed(errno.ENOENT, old)


class _Stream(Lines):
    """A file that is open. Its place is None at the end of the file."""

    def __init__(self, node, name, mode):
        self._node = node
        self.name = name
        self.mode = mode
        self.closed = False
        self._reads = "r" in mode or "+" in mode
        self._writes = mode[0] in "wax" or "+" in mode
        self._at = None if "a" in mode or "w" in mode or "x" in mode else 0

    def _rest(self):
        if self.closed:
            raise ValueError(_CLOSED)
        if not self._reads:
            raise UnsupportedOperation("not readable" if "b" not in self.mode else "read")
        data = self._node.data()
        return data[len(data) if self._at is None else self._at:]

    def _moved(self, count):
        if self._at is not None:
            self._at += count

    def _add(self, chunk):
        if self.closed:
            raise ValueError(_CLOSED)
        if not self._writes:
            raise UnsupportedOperation("not writable" if "b" not in self.mode else "write")
        if self._at is None or "a" in self.mode:
            self._node.add(chunk)
            return
        data = self._node.data()
        end = self._at + len(chunk)
        gap = b"\0" * (self._at - len(data))
        self._node.replace(data[:self._at] + gap + chunk + data[end:])
        self._at = end

    def _line(self):
        rest = self._rest()
        line = rest[:rest.find(b"\n") + 1] or rest
        self._moved(len(line))
        return line

    def __iter__(self):
        if self.closed:
            raise ValueError(_CLOSED)
        return self

    def seek(self, offset, whence=0):
        if self.closed:
            raise ValueError(_CLOSED)
        start = (0, self.tell(), self._node.size())[whence]
        self._at = start + offset
        return self._at

    def tell(self):
        if self.closed:
            raise ValueError(_CLOSED)
        return self._node.size() if self._at is None else self._at

    def truncate(self, size=None):
        size = self.tell() if size is None else size
        self._node.replace(self._node.data()[:size])
        return size

    def flush(self):
        if self.closed:
            raise ValueError(_CLOSED)

    def close(self):
        self.closed = True

    def fileno(self):
        return 3

    def isatty(self):
        return False

    def readable(self):
        return self._reads

    def writable(self):
        return self._writes

    def seekable(self):
        return True

    def __enter__(self):
        if self.closed:
            raise ValueError(_CLOSED)
        return self


class TextIOWrapper(_Stream):
    """A file of text."""

    __module__ = "_io"

    encoding = "UTF-8"
    errors = "strict"
    newlines = None

    def read(self, size=-1, /):
        rest = self._rest()
        text = rest.decode("utf-8")
        if size is not None and 0 <= size < len(text):
            text = text[:size]
            self._moved(len(text.encode("utf-8")))
        else:
            self._moved(len(rest))
        return text.replace("\r\n", "\n")

    def readline(self, size=-1, /):
        return self._line().decode("utf-8").replace("\r\n", "\n")

    def write(self, text, /):
        if not isinstance(text, str):
            raise TypeError("write() argument must be str, not %s" % type(text).__name__)
        self._add(text.encode("utf-8"))
        return len(text)

    def __repr__(self):
        return "<_io.TextIOWrapper name=%r mode=%r encoding='UTF-8'>" % (self.name, self.mode)


class BufferedStream(_Stream):
    """A file of bytes."""

    __module__ = "_io"

    def read(self, size=-1, /):
        data = self._rest()
        if size is not None and size >= 0:
            data = data[:size]
        self._moved(len(data))
        return data

    def readline(self, size=-1, /):
        return self._line()

    def write(self, data, /):
        if isinstance(data, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        self._add(bytes(data))
        return len(data)

    def __repr__(self):
        kind = "BufferedRandom" if "+" in self.mode else (
            "BufferedReader" if self._reads else "BufferedWriter")
        return "<_io.%s name=%r>" % (kind, self.name)


def _check_mode(mode):
    if not isinstance(mode, str):
        raise TypeError("open() argument 'mode' must be str, not %s" % type(mode).__name__)
    if [one for one in mode if one not in "rwaxbt+"] or len(set(mode)) != len(mode):
        raise ValueError("invalid mode: %r" % mode)
    if "t" in mode and "b" in mode:
        raise ValueError("can't have text and binary mode at once")
    if len([one for one in mode if one in "rwax"]) != 1:
        raise ValueError("must have exactly one of create/read/write/append mode")


def open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True,
         opener=None):
    """Opens a file in memory."""
    _check_mode(mode)
    if isinstance(file, int):
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    name = key(file)
    if name in _folders:
        raise failed(errno.EISDIR, file)
    node = node_of(file)
    if node is None:
        if "r" in mode or os.path.dirname(name) not in _folders:
            raise failed(errno.ENOENT, file)
        node = _nodes.setdefault(name, _File())
    elif "x" in mode:
        raise failed(errno.EEXIST, file)
    if "w" in mode:
        node.replace(b"")
    plain = mode.replace("t", "")
    if "b" in mode:
        return BufferedStream(node, file, "".join(sorted(plain, key="rwaxb+".index)))
    return TextIOWrapper(node, file, plain)
