class Vector:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __repr__(self):
        return f"Vector({self.x}, {self.y})"

    def __str__(self):
        return f"<{self.x}, {self.y}>"

    def __add__(self, other):
        if not isinstance(other, Vector):
            return NotImplemented
        return Vector(self.x + other.x, self.y + other.y)

    def __mul__(self, k):
        return Vector(self.x * k, self.y * k)

    __rmul__ = __mul__

    def __neg__(self):
        return Vector(-self.x, -self.y)

    def __eq__(self, other):
        return isinstance(other, Vector) and (self.x, self.y) == (other.x, other.y)

    def __hash__(self):
        return hash((self.x, self.y))

    def __bool__(self):
        return bool(self.x or self.y)

    def __len__(self):
        return 2

    def __getitem__(self, i):
        return (self.x, self.y)[i]

    def __contains__(self, value):
        return value in (self.x, self.y)

    def __call__(self, k):
        return self * k

    def __abs__(self):
        return (self.x ** 2 + self.y ** 2) ** 0.5

    def __format__(self, spec):
        return f"{format(self.x, spec)};{format(self.y, spec)}"

    def __iadd__(self, other):
        self.x += other.x
        self.y += other.y
        return self


v, w = Vector(1, 2), Vector(3, 4)
print(v + w, repr(v * 3), 2 * w, -v, v == Vector(1, 2), v != w, bool(Vector(0, 0)), len(v))
print(v[0], list(w), 4 in w, v(10), abs(w), f"{w:.1f}", f"{v!r} {v}", "%s %r" % (v, v))
print([v, w], {"k": v}, (w,), str([v]), "{} {!r}".format(v, w), {Vector(1, 2): "found"}[v])
v += w
print(v, v in [Vector(4, 6)], [Vector(4, 6)].index(v), [w, v].count(v))
for call in (lambda: v + 1, lambda: v - w, lambda: v < w, lambda: {}[w]):
    try:
        call()
    except (TypeError, KeyError) as error:
        print(type(error).__name__, error)


class Task:
    """Has attributes that exceptions have too."""

    def __init__(self, function, *args):
        self.function = function
        self.args = args

    def __repr__(self):
        return f"Task({self.function.__name__}, {self.args})"


print(Task(len, "x"), str(Task(print)), f"{Task(max, 1, 2)}", "%s" % Task(len, 1), [Task(len, [])])


class Place:
    def __init__(self, at):
        self.at = at

    def __index__(self):
        return self.at


print([5, 6, 7][Place(1)], (5, 6)[Place(-1)], "abc"[Place(2)], range(9)[Place(3)], b"ab"[Place(0)])
