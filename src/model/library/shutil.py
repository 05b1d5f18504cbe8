"""Copying and removing files that the script wrote."""

import os

__all__ = ["copy", "copy2", "copyfile", "copyfileobj", "copytree", "get_terminal_size", "move",
           "rmtree"]


def copyfileobj(fsrc, fdst, length=0):
    """What one stream still has goes to another."""
    fdst.write(fsrc.read())


def copyfile(src, dst, *, follow_symlinks=True):
    """Copies a file."""
    with open(src, "rb") as source, open(dst, "wb") as target:
        target.write(source.read())
    return dst


def copy(src, dst, *, follow_symlinks=True):
    """Copies a file to a file or into a directory."""
    if os.path.isdir(dst):
        dst = os.path.join(dst, os.path.basename(src))
    return copyfile(src, dst)


copy2 = copy


def copytree(src, dst):
    """Copies a directory with what it holds."""
    os.makedirs(dst)
    for name in os.listdir(src):
        one = os.path.join(src, name)
        (copytree if os.path.isdir(one) else copyfile)(one, os.path.join(dst, name))
    return dst


def move(src, dst):
    """Moves a file or directory."""
    if os.path.isdir(dst):
        dst = os.path.join(dst, os.path.basename(src))
    os.rename(src, dst)
    return dst


def rmtree(path, ignore_errors=False, onerror=None):
    """Removes a directory with what it holds."""
    try:
        for name in os.listdir(path):
            one = os.path.join(path, name)
            (rmtree if os.path.isdir(one) else os.remove)(one)
        os.rmdir(path)
    except OSError:
        if not ignore_errors:
            raise


def get_terminal_size(fallback=(80, 24)):
    """There is no terminal: the size that is asked for."""
    return os.terminal_size(fallback)
