# Files that the script writes itself: text, bytes, modes, directories, errors.
import io
import os
import shutil
import tempfile
import threading

folder = tempfile.mkdtemp()
path = os.path.join(folder, "notes.txt")
with open(path, "w") as file:
    print(file.write("first line\n"), file.name == path, file.mode, file.closed, file.writable())
    file.writelines(["zażółć\n", "third\n"])
    print("fourth", 4, sep="-", file=file)
print(file.closed, os.path.exists(path), os.path.getsize(path), os.listdir(folder))
with open(path) as file:
    print(file.readline(), end="")
    print(file.read(3), repr(file.read(4)), file.readlines())
    print(repr(file.read()), file.seek(0), [line.strip() for line in file])
with open(path, "a") as file:
    file.write("fifth")
print(open(path).read().splitlines()[-2:])
with open(path, "r+") as file:
    file.write("FIRST")
    file.seek(0, 2)
    file.write("!")
print(open(path).read()[:10], open(path, "rb").read()[-6:])
with open(os.path.join(folder, "data.bin"), "wb") as file:
    file.write(b"\x00\x01\xff")
print(list(open(os.path.join(folder, "data.bin"), "rb").read()))


def attempt(what):
    try:
        print("no error", what())
    except (OSError, ValueError, TypeError) as error:
        print(type(error).__name__, str(error).replace(folder, "F"))


closed = open(path)
closed.close()
missing = os.path.join(folder, "missing.txt")
attempt(lambda: open(missing))
attempt(lambda: open(path, "x"))
attempt(lambda: open(folder))
attempt(lambda: open(path, "q"))
attempt(lambda: open(path, "rw"))
attempt(lambda: closed.read())
attempt(lambda: open(path).write("x"))
attempt(lambda: open(path, "w").read())
attempt(lambda: open(path, "w").write(5))
attempt(lambda: os.remove(missing))
attempt(lambda: os.mkdir(folder))
attempt(lambda: os.listdir(missing))
attempt(lambda: open(os.path.join(folder, "a", "b"), "w"))
os.makedirs(os.path.join(folder, "a", "b"), exist_ok=True)
shutil.copy(path, os.path.join(folder, "a"))
os.rename(os.path.join(folder, "data.bin"), os.path.join(folder, "a", "moved"))
print([(os.path.relpath(top, folder), sorted(dirs), sorted(names)) for top, dirs, names in os.walk(folder)])
attempt(lambda: os.rmdir(os.path.join(folder, "a")))
lock = threading.Lock()


def log(number):
    for line in range(3):
        with lock, open(path, "a") as file:
            file.write(f"{number}:{line}\n")


threads = [threading.Thread(target=log, args=(n,)) for n in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(open(path)))
shutil.rmtree(folder)
print(os.path.exists(folder), os.path.isdir(os.path.dirname(folder)))
with tempfile.TemporaryDirectory() as name, tempfile.NamedTemporaryFile("w+") as temporary:
    temporary.write("abc")
    temporary.seek(1)
    print(temporary.read(), os.path.isdir(name), os.path.exists(temporary.name))
print(os.path.exists(name), os.path.exists(temporary.name))
stream = io.BytesIO(b"ab")
stream.seek(0, 2)
stream.write(b"cd")
print(stream.getvalue(), stream.seek(1), stream.read(2), io.StringIO("a\nb").readlines())
print(open(__file__).readline(), end="")
