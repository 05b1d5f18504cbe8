"""Paths as objects, over os.path and the files that the script wrote."""

import os

__all__ = ["Path", "PosixPath", "PurePath", "PurePosixPath"]


class PurePath:
    """A path that is only looked at."""

    def __init__(self, *args):
        parts = [os.fspath(one) for one in args]
        text = os.path.join(*parts) if parts else "."
        start = "/" if text.startswith("/") else ""
        kept = [part for part in text.split("/") if part not in ("", ".")]
        self._text = start + "/".join(kept) or "."

    def __fspath__(self):
        return self._text

    __str__ = __fspath__

    def __repr__(self):
        return "%s(%r)" % (type(self).__name__, self._text)

    def __eq__(self, other):
        return self._text == other._text if isinstance(other, PurePath) else NotImplemented

    def __hash__(self):
        return hash(self._text)

    def __lt__(self, other):
        return self.parts < other.parts if isinstance(other, PurePath) else NotImplemented

    def __truediv__(self, other):
        return type(self)(self._text, other)

    def __rtruediv__(self, other):
        return type(self)(other, self._text)

    def joinpath(self, *others):
        """Paths one below the other."""
        return type(self)(self._text, *others)

    @property
    def parts(self):
        """The names on the way."""
        if self._text == ".":
            return ()
        names = tuple([part for part in self._text.split("/") if part])
        return ("/",) + names if self._text.startswith("/") else names

    @property
    def name(self):
        """The last name."""
        return "" if self._text in (".", "/") else os.path.basename(self._text)

    @property
    def suffix(self):
        """The ending of the last name."""
        return os.path.splitext(self.name)[1]

    @property
    def suffixes(self):
        """All endings of the last name."""
        return ["." + one for one in self.name.lstrip(".").split(".")[1:]]

    @property
    def stem(self):
        """The last name without its ending."""
        return os.path.splitext(self.name)[0]

    @property
    def parent(self):
        """The path above."""
        return type(self)(os.path.dirname(self._text) or ".")

    @property
    def parents(self):
        """All paths above."""
        found = []
        one = self
        while one.parent != one:
            one = one.parent
            found.append(one)
        return found

    def is_absolute(self):
        """Whether it starts at the root."""
        return self._text.startswith("/")

    def as_posix(self):
        """The path as text."""
        return self._text

    def with_name(self, name):
        """Another last name."""
        return self.parent / name

    def with_suffix(self, suffix):
        """Another ending."""
        return self.parent / (self.stem + suffix)

    def relative_to(self, other):
        """The way from a path above."""
        above = PurePath(other).parts
        if self.parts[:len(above)] != above:
            raise ValueError("%r is not in the subpath of %r OR one path is relative and the other"
                             " is absolute." % (self._text, str(other)))
        return type(self)(*self.parts[len(above):])


class Path(PurePath):
    """A path of a file."""

    @classmethod
    def cwd(cls):
        """The working directory."""
        return cls(os.getcwd())

    @classmethod
    def home(cls):
        """There is no home: the root."""
        return cls("/")

    def exists(self):
        """Whether the script made it."""
        return os.path.exists(self)

    def is_file(self):
        """Whether it is a file."""
        return os.path.isfile(self)

    def is_dir(self):
        """Whether it is a directory."""
        return os.path.isdir(self)

    def absolute(self):
        """The same from the root."""
        return type(self)(os.path.abspath(self))

    def resolve(self, strict=False):
        """The same from the root, without `..`."""
        return self.absolute()

    def open(self, mode="r", buffering=-1, encoding=None, errors=None, newline=None):
        """Opens the file."""
        import io
        return io.open(self, mode, buffering, encoding, errors, newline)

    def read_text(self, encoding=None, errors=None):
        """All of its text."""
        with self.open() as file:
            return file.read()

    def write_text(self, data, encoding=None, errors=None, newline=None):
        """Makes this its text."""
        with self.open("w") as file:
            return file.write(data)

    def read_bytes(self):
        """All of its bytes."""
        with self.open("rb") as file:
            return file.read()

    def write_bytes(self, data):
        """Makes this its bytes."""
        with self.open("wb") as file:
            return file.write(data)

    def touch(self, mode=0o666, exist_ok=True):
        """Makes an empty file if there is none."""
        self.open("a" if exist_ok else "x").close()

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        """Makes a directory."""
        if exist_ok and self.is_dir():
            return
        (os.makedirs if parents else os.mkdir)(self)

    def rmdir(self):
        """Removes an empty directory."""
        os.rmdir(self)

    def unlink(self, missing_ok=False):
        """Removes the file."""
        if not missing_ok or self.exists():
            os.remove(self)

    def rename(self, target):
        """Gives it another name."""
        os.rename(self, target)
        return type(self)(target)

    replace = rename

    def iterdir(self):
        """What the directory holds."""
        for name in os.listdir(self):
            yield self / name

    def glob(self, pattern):
        """What fits a pattern."""
        import glob
        for name in glob.glob(os.path.join(self, pattern)):
            yield type(self)(name)

    def rglob(self, pattern):
        """What fits a pattern, here and below."""
        yield from self.glob(pattern)
        for one in self.iterdir():
            if one.is_dir():
                yield from one.rglob(pattern)


PosixPath = Path
Path.__name__ = Path.__qualname__ = "PosixPath"
PurePosixPath = PurePath
PurePath.__name__ = PurePath.__qualname__ = "PurePosixPath"
