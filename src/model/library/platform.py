"""What a script may know about the machine: as much as an ordinary Linux would say."""

import sys

__all__ = ["architecture", "machine", "node", "platform", "processor", "python_implementation",
           "python_version", "python_version_tuple", "release", "system", "uname", "version"]


def system():
    """The operating system."""
    return "Linux"


def machine():
    """The kind of processor."""
    return "x86_64"


def processor():
    """The processor's name, which is not known."""
    return ""


def node():
    """The machine's name."""
    return "localhost"


def release():
    """The system's release."""
    return "6.1"


def version():
    """The system's version."""
    return "#1 SMP"


def architecture(executable="", bits="", linkage=""):
    """Width of a pointer, and format of programs."""
    return ("64bit", "ELF")


def platform(aliased=False, terse=False):
    """All of it in a word."""
    return "Linux-6.1-x86_64-with-glibc2.36"


def uname():
    """All of it as a tuple."""
    return (system(), node(), release(), version(), machine())


def python_implementation():
    """Whose Python the scripts are written for."""
    return "CPython"


def python_version():
    """The language's version."""
    return "%d.%d.%d" % tuple(sys.version_info[:3])


def python_version_tuple():
    """The language's version in parts."""
    return tuple(python_version().split("."))


def python_compiler():
    """What compiled the interpreter."""
    return "rustc"


def python_build():
    """When and how the interpreter was built."""
    return ("main", "")
