# os.path as a module: paths as text.
import os.path
from os.path import basename, join, splitext

print(join("a", "b", "c.txt"), join("a", "/b"), basename("/x/y.py"), splitext("a.tar.gz"), splitext(".rc"))
print(os.path.normpath("a/./b/../c//d"), os.path.normpath("../../x"), os.path.normpath(""), os.path.normpath("/../a"))
print(os.path.split("/a/b/"), os.path.dirname("/a//b"), os.path.isabs("a"), os.path.relpath("/a/b", "/a/c/d"))
print(os.path.commonprefix(["abc", "abd"]), os.path.exists("/no/such/file"), os.path.isfile("/no/such"))
for wrong in (lambda: os.path.getsize("/no/such"), lambda: os.fspath(3)):
    try:
        wrong()
    except (OSError, TypeError) as error:
        print(type(error).__name__, error)
