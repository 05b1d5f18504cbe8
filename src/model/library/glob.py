"""Names of the script's own files that fit a pattern."""

import os
import re

__all__ = ["escape", "glob", "iglob"]


def _fits(pattern):
    parts = {"*": "[^/]*", "?": "[^/]"}
    return re.compile("".join([parts.get(one, re.escape(one)) for one in pattern]))


def glob(pathname, *, root_dir=None, recursive=False):
    """The paths that fit a pattern with `*` and `?` in its last part."""
    folder, last = os.path.split(pathname)
    where = folder or root_dir or "."
    if not os.path.isdir(where):
        return []
    fits = _fits(last)
    names = [name for name in os.listdir(where) if fits.fullmatch(name)]
    return [os.path.join(folder, name) if folder else name for name in names]


def iglob(pathname, *, root_dir=None, recursive=False):
    """The same one by one."""
    return iter(glob(pathname, root_dir=root_dir, recursive=recursive))


def escape(pathname):
    """A pattern that fits only this."""
    return "".join(["[%s]" % one if one in "*?[" else one for one in pathname])
