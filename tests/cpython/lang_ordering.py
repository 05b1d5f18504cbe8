from functools import total_ordering


@total_ordering
class Version:
    def __init__(self, *parts):
        self.parts = parts

    def __eq__(self, other):
        return self.parts == other.parts

    def __lt__(self, other):
        return self.parts < other.parts

    def __repr__(self):
        return ".".join(map(str, self.parts))


versions = [Version(1, 10), Version(1, 2), Version(0, 9), Version(1, 2)]
print(sorted(versions), sorted(versions, reverse=True), min(versions), max(versions))
print(versions[0] > versions[1], versions[1] >= versions[3], versions[2] <= versions[0])
versions.sort(key=lambda v: v.parts[-1])
print(versions, sorted("bca", key=str.upper), max("ab", "b", key=len), min([3, 1, 2], key=lambda x: -x))
words = ["pear", "fig", "apple", "kiwi"]
print(sorted(words, key=len), sorted(words, key=lambda w: (len(w), w)), sorted(words, key=len, reverse=True))
try:
    sorted([1, "a"])
except TypeError as error:
    print(error)
print(max([], default="none"))
try:
    max([])
except ValueError as error:
    print(error)
