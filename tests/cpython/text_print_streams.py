# What print() hands to a stream of the script's own: each part for itself.
import contextlib, io, sys, threading
class Parts:
    def __init__(self): self.seen = {}
    def write(self, text): self.seen.setdefault(threading.current_thread().name, []).append(text)
    def flush(self): self.seen.setdefault("flushed", []).append(1)
parts = Parts()
print("a", 1, None, file=parts)
print("x", "y", sep="", end="", file=parts, flush=True)
print(file=parts)
with contextlib.redirect_stdout(parts):
    print("redirected")
    t = threading.Thread(target=print, args=("in a thread", [1]), kwargs={"sep": "|"}, name="T"); t.start(); t.join()
for name in sorted(parts.seen): print(name, parts.seen[name])
class Failing:
    def write(self, text):
        if text == "b": raise OSError("full")
        got.append(text)
got = []
try: print("a", "b", "c", file=Failing())
except OSError as e: print(e, got)
text = io.StringIO(); print("kept", 2, sep="-", file=text); print(repr(text.getvalue()))
class Tee:
    def __init__(self, *streams): self.streams = streams
    def write(self, text):
        for one in self.streams: one.write(text)
    def flush(self): pass
sys.stdout = Tee(sys.__stdout__, text)
print("teed", 3)
sys.stdout = sys.__stdout__
print(repr(text.getvalue()))
