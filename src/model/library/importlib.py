"""Imports by name. The names must stand in the script as texts: what a program may import is known
before it runs."""

import _sys

__all__ = ["import_module", "reload", "invalidate_caches"]


def import_module(name, package=None):
    """The module with this name."""
    if name.startswith("."):
        raise TypeError("the 'package' argument is required to perform a relative import for %r"
                        % name)
    return _load(name)


def _load(name):
    module = _sys.module_object("_imports")
    if not hasattr(module, "load"):
        _sys.module_body("_imports")()
    return module.load(name)


def __import__(name, globals=None, locals=None, fromlist=(), level=0):
    """The outermost package of a module, or the module itself if names are wanted of it."""
    found = _load(name)
    return found if fromlist else _load(name.partition(".")[0])


def reload(module):
    """Runs a module's text again."""
    if not isinstance(module, type(_sys.module_object("_imports"))):
        raise TypeError("reload() argument must be a module")
    body = _sys.module_body(module.__name__)
    if body is not None:
        body()
    return module


def invalidate_caches():
    """There are no caches."""
