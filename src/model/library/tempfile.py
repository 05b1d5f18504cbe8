"""Files and directories for a while, in memory."""

import os
import random

__all__ = ["NamedTemporaryFile", "TemporaryDirectory", "TemporaryFile", "gettempdir", "mkdtemp",
           "mkstemp", "mktemp"]

_chance = random.Random()


def gettempdir():
    """Where they are."""
    return "/tmp"


def mktemp(suffix="", prefix="tmp", dir=None):
    """A name that no file has."""
    letters = "abcdefghijklmnopqrstuvwxyz0123456789_"
    while True:
        name = prefix + "".join(_chance.choices(letters, k=8)) + suffix
        path = os.path.join(dir or gettempdir(), name)
        if not os.path.exists(path):
            return path


def mkdtemp(suffix="", prefix="tmp", dir=None):
    """Makes a directory."""
    path = mktemp(suffix or "", prefix or "tmp", dir)
    os.mkdir(path)
    return path


def mkstemp(suffix="", prefix="tmp", dir=None, text=False):
    """Makes an empty file."""
    path = mktemp(suffix or "", prefix or "tmp", dir)
    open(path, "w").close()
    return 3, path


class TemporaryDirectory:
    """A directory that goes when it is left."""

    def __init__(self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False):
        self.name = mkdtemp(suffix or "", prefix or "tmp", dir)

    def cleanup(self):
        """Removes it."""
        import shutil
        shutil.rmtree(self.name, ignore_errors=True)

    def __enter__(self):
        return self.name

    def __exit__(self, *exc_info):
        self.cleanup()

    def __repr__(self):
        return "<TemporaryDirectory %r>" % self.name


class _Temporary:
    """An open file that goes when it is closed."""

    def __init__(self, file, path, delete):
        self.file = file
        self.name = path
        self.delete = delete

    def __getattr__(self, name):
        return getattr(self.file, name)

    def close(self):
        """Closes and removes it."""
        self.file.close()
        if self.delete and os.path.exists(self.name):
            os.remove(self.name)

    def __iter__(self):
        return iter(self.file)

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()


def NamedTemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None,
                       prefix=None, dir=None, delete=True, *, errors=None):
    """An open file that goes when it is closed."""
    path = mktemp(suffix or "", prefix or "tmp", dir)
    return _Temporary(open(path, mode), path, delete)


TemporaryFile = NamedTemporaryFile
