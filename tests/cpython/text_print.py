print()
print("a", "b", sep="-", end="!\n")
print(1, None, True, 2.5, [1], sep="\n")
print("no newline", end="")
print()
print("x", flush=True)
print(*range(3), sep=", ")
print("a\n", end="")
print("", "", sep="|")
try:
    print("x", sep=5)
except TypeError as error:
    print(error)


class Writer:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)


writer = Writer()
print("to", "writer", file=writer)
print("".join(writer.parts).strip())
