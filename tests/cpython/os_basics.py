import os

print(isinstance(os.getpid(), int), os.getpid() == os.getpid(), os.cpu_count() >= 1)
print(os.path.basename("/a/b.txt"), os.path.join("a", "b"), os.path.splitext("x.tar.gz"))
print(os.getenv("SURELY_NOT_SET_XYZ"), os.getenv("SURELY_NOT_SET_XYZ", "default"), os.sep)
