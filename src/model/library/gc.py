"""What a script may ask of the memory. Objects are freed by a collector of the interpreter's own,
never by counting references, so there are no cycles to look for and nothing to tune."""

from _prelude import settle

__all__ = ["callbacks", "collect", "disable", "enable", "freeze", "garbage", "get_count",
           "get_debug", "get_stats", "get_threshold", "is_tracked", "isenabled", "set_debug",
           "set_threshold", "unfreeze"]

DEBUG_STATS = 1
DEBUG_COLLECTABLE = 2
DEBUG_UNCOLLECTABLE = 4
DEBUG_SAVEALL = 32
DEBUG_LEAK = 38

callbacks = []
garbage = []
_settings = {"enabled": True, "threshold": (700, 10, 10), "debug": 0}


def collect(generation=2):
    """Collects garbage, and ends what waits in cycles. How much that is is not counted."""
    if generation not in (0, 1, 2):
        raise ValueError("invalid generation")
    settle(1)
    return 0


def enable():
    """Notes that collection is wanted."""
    _settings["enabled"] = True


def disable():
    """Notes that collection is not wanted; memory stays flat all the same."""
    _settings["enabled"] = False


def isenabled():
    """Whether collection is wanted."""
    return _settings["enabled"]


def get_threshold():
    """The thresholds that were set."""
    return _settings["threshold"]


def set_threshold(threshold0, threshold1=10, threshold2=10, /):
    """Notes thresholds."""
    _settings["threshold"] = (threshold0, threshold1, threshold2)


def get_count():
    """Objects since the last collections: not counted."""
    return (0, 0, 0)


def get_stats():
    """Collections of each generation: there are no generations."""
    return [{"collections": 0, "collected": 0, "uncollectable": 0} for _ in range(3)]


def get_debug():
    """The flags that were set."""
    return _settings["debug"]


def set_debug(flags, /):
    """Notes flags."""
    _settings["debug"] = flags


def freeze():
    """There is no generation to move objects to."""


def unfreeze():
    """There is no generation to move objects from."""


def is_tracked(obj, /):
    """Whether CPython's collector would look at it."""
    return not isinstance(obj, (int, float, str, bytes, bool, type(None)))
