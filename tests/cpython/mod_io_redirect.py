import contextlib
import io

buffer = io.StringIO()
print("into the buffer", file=buffer)
buffer.write("more")
print(repr(buffer.getvalue()))
with contextlib.redirect_stdout(io.StringIO()) as captured:
    print("captured", 1)
print(repr(captured.getvalue()))
lines = io.StringIO("a\nb\n")
print([line.strip() for line in lines])
