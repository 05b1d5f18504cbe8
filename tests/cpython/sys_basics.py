import sys

print(sys.version_info[:2] >= (3, 11), sys.version_info.major, sys.version_info >= (3, 8))
print(sys.maxsize, sys.byteorder, sys.getrecursionlimit())
print(sys.stdout.write("written\n"))
sys.stdout.flush()
sys.stderr.write("to stderr\n")
print("also", "stderr", file=sys.stderr, sep="-")
print(len(sys.argv), sys.argv[0].endswith(".py"))
interval = sys.getswitchinterval()
sys.setswitchinterval(0.001)
print(interval, sys.getswitchinterval())
try:
    sys.setswitchinterval(0)
except ValueError as error:
    print(error)
try:
    raise KeyError("now")
except KeyError:
    kind, value, trace = sys.exc_info()
    print(kind.__name__, value, trace is not None)
print(sys.exc_info())
