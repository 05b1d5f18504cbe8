"""os.path: paths as text, and the files that the script wrote (`_files`)."""

import os

sep = "/"
pardir = ".."
curdir = "."
extsep = "."
altsep = None
pathsep = ":"


def basename(p):
    """What follows the last slash."""
    return os.fspath(p)[os.fspath(p).rfind("/") + 1:]


def dirname(p):
    """What stands before the last slash."""
    p = os.fspath(p)
    head = p[:p.rfind("/") + 1]
    if head and head != "/" * len(head):
        head = head.rstrip("/")
    return head


def join(a, /, *paths):
    """Joins parts of a path."""
    path = os.fspath(a)
    for part in paths:
        part = os.fspath(part)
        if part.startswith("/"):
            path = part
        elif not path or path.endswith("/"):
            path += part
        else:
            path += "/" + part
    return path


def split(p):
    """(dirname, basename)"""
    return (dirname(p), basename(p))


def splitext(p):
    """(all but the ending, the ending)"""
    p = os.fspath(p)
    base = basename(p)
    at = base.rfind(".")
    if at <= 0 or base[:at] == "." * at:
        return (p, "")
    cut = len(p) - len(base) + at
    return (p[:cut], p[cut:])


def normpath(path):
    """The path without `.`, `..` and double slashes."""
    path = os.fspath(path)
    if not path:
        return "."
    start = "/" if path.startswith("/") else ""
    if path.startswith("//") and not path.startswith("///"):
        start = "//"
    kept = []
    for part in path.split("/"):
        if part in ("", "."):
            continue
        if part != ".." or not start and not kept or kept and kept[-1] == "..":
            kept.append(part)
        elif kept:
            kept.pop()
    return start + "/".join(kept) or "."


def isabs(s):
    """Whether it starts at the root."""
    return os.fspath(s).startswith("/")


def abspath(path):
    """The same from the root."""
    return normpath(path if isabs(path) else join(os.getcwd(), path))


def realpath(filename, *, strict=False):
    """The same from the root."""
    return abspath(filename)


def relpath(path, start=curdir):
    """The way from one place to another."""
    path = [part for part in abspath(path).split("/") if part]
    start = [part for part in abspath(start).split("/") if part]
    same = len(commonprefix([path, start]))
    return join(*[".."] * (len(start) - same) + path[same:]) if start != path else "."


def commonprefix(m):
    """The longest common beginning."""
    if not m:
        return ""
    low, high = min(m), max(m)
    for at, one in enumerate(low):
        if one != high[at]:
            return low[:at]
    return low


def expanduser(path):
    """The path unchanged: there is no home."""
    return os.fspath(path)


expandvars = normcase = expanduser


def exists(path):
    """Whether the script made such a file or directory."""
    return isfile(path) or isdir(path)


lexists = exists


def isfile(path):
    """Whether the script wrote such a file."""
    import _files
    return _files.node_of(path) is not None


def isdir(s):
    """Whether the script made such a directory."""
    import _files
    return _files.is_folder(s)


def islink(path):
    """There are no links."""
    return False


ismount = islink


def getsize(filename):
    """How many bytes a file has."""
    import _files
    node = _files.node_of(filename)
    if node is None:
        raise FileNotFoundError(2, "No such file or directory", filename)
    return node.size()


def getmtime(filename):
    """When a file was written: not kept."""
    getsize(filename)
    return 0.0


getctime = getatime = getmtime
