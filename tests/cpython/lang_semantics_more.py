# Exceptions across loops and generators, cells, class scopes, calls, unpacking, and f-strings.
import threading


def loops():
    log = []
    for i in range(4):
        try:
            try:
                if i == 0:
                    raise KeyError(i)
                if i == 1:
                    continue
                if i == 2:
                    break
            except KeyError as error:
                log.append(("handled", error.args))
                continue
            finally:
                log.append(("finally", i))
        finally:
            log.append(("outer", i))
    return log


print(loops())


def swallow():
    while True:
        try:
            raise ValueError("lost")
        finally:
            break
    return "swallowed"


print(swallow())


def nested(n):
    try:
        if n == 0:
            raise ValueError("bottom")
        nested(n - 1)
    except ValueError as error:
        if n == 2:
            raise RuntimeError(f"level {n}") from error
        raise


try:
    nested(3)
except RuntimeError as error:
    print(error, "|", error.__cause__, "|", error.__context__ is error.__cause__)


def name_error():
    try:
        raise ValueError("x")
    except ValueError as gone:
        pass
    try:
        return gone
    except UnboundLocalError as error:
        return str(error)


print(name_error())


def free_error():
    def inner():
        return later
    try:
        return inner()
    except NameError as error:
        return str(error)
    later = 1


print(free_error())


def exits():
    for value in [1, 2]:
        with threading.Lock() as held:
            if value == 2:
                return value, held


print(exits())


class Meta(type):
    def __call__(cls, *args, **kwargs):
        made = super().__call__(*args, **kwargs)
        made.made_by = cls.__name__
        return made


class Thing(metaclass=Meta):
    count = 0
    names = []

    for name in ("a", "b"):
        names.append(name)
    double = [n * 2 for n in names]

    def __init__(self, value=None, *rest, key=0, **more):
        type(self).count += 1
        self.value, self.rest, self.key, self.more = value, rest, key, more

    def method(self):
        def helper():
            return self.value, __class__.__name__
        return helper()

    @classmethod
    def build(cls, *args):
        return cls(*args, key=len(args))

    @staticmethod
    def plain(x):
        return x

    @property
    def twice(self):
        return self.value * 2

    @twice.setter
    def twice(self, value):
        self.value = value // 2


thing = Thing.build(3, 4)
thing.twice = 20
print(thing.value, thing.rest, thing.key, thing.made_by, thing.method(), Thing.plain(1))
print(Thing.names, Thing.double, Thing.count, Thing.name)


class Child(Thing):
    def __init__(self, *args):
        super().__init__(*args, extra=True)

    def method(self):
        return "child", super().method()


print(Child(1, 2).more, Child(5).method(), Child.count, Thing.count)


def order(tag, value=None):
    print("eval", tag)
    return value


data = {}
order("target", data)[order("key", "k")] = order("value", 1)
data[order("key", "k")] += order("value", 2)
print(order("a", 1) + order("b", 2) * order("c", 3), data)
print((lambda *args, **kw: (args, kw))(order("x", 1), *order("star", [2, 3]), k=order("kw", 4)))
print(order("left", 0) or order("right", 5), order("one", 0) and order("never"))
print(order("lo", 1) < order("mid", 5) < order("hi", 3) < order("never", 9))


def unpack():
    first, *middle, last = range(5)
    (a, b), [c, *d] = (1, 2), "xyz"
    *start, end = "only"
    return first, middle, last, a, b, c, d, start, end


print(unpack())
for bad in ([1], [1, 2, 3]):
    try:
        one, two = bad
    except ValueError as error:
        print(error)
try:
    one, two, *rest = [1]
except ValueError as error:
    print(error)


def generator():
    received = []
    while len(received) < 3:
        try:
            received.append((yield len(received)))
        except KeyError as error:
            received.append(("thrown", error.args[0]))
    return received


def delegate():
    result = yield from generator()
    yield ("result", result)


it = delegate()
print(next(it), it.send("a"), it.throw(KeyError("b")), it.send("c"))
total = sum(x * y for x in range(4) for y in range(x) if (x + y) % 2)
print(total, [z for z in (w for w in range(3)) if z], {len(s): s for s in ["a", "bb"]})
funcs = [lambda n=n, *, k=n * 2: (n, k) for n in range(2)]
print([f() for f in funcs], funcs[0](7), funcs[1](k=9))


def shadow(list, len=3):
    sum = len + list
    return [sum for sum in range(sum)], sum


print(shadow(1))
width, value = 8, 3.14159
print(f"{value:{width}.{2}f}|{value!r:>10}|{'nested ' + f'{width:#x}'}|{width=}|{value=:.1f}|{{}}")
print(f"{'a' if width else 'b'} {[n for n in range(2)]} {dict(a=1)['a']} {lambda_ if (lambda_ := 4) else 0}")


def globals_too():
    global created
    created = [1]
    created += [2]
    created *= 2
    return created


print(globals_too(), created)
del created
try:
    created
except NameError as error:
    print(error)


def many(a, b=2, /, c=3, *args, d, e=5, **rest):
    return a, b, c, args, d, e, rest


print(many(1, d=4), many(1, 2, 3, 4, 5, d=6, e=7, f=8), many(*[1, 2], **{"d": 0}))
for call in (lambda: many(), lambda: many(1), lambda: many(1, b=2, d=3), lambda: many(1, d=1, c=2, *[9, 8])):
    try:
        print(call())
    except TypeError as error:
        print(error)
x = [[0] * 2 for _ in range(2)]
x[0][1], x[1][0] = x[1][0] + 1, x[0][1] + 2
x[0][0] -= 5
print(x, x[-1], x[0:1], x[::-1][0])
n, text = 5, ""
while n:
    n -= 1
    if n == 3:
        continue
    text += str(n)
    if n == 1:
        break
else:
    text += "!"
print(text)
i = 0
while i < 3 and (i := i + 1) != 2:
    pass
print(i, i if i > 1 else -i, -i ** 2, (-i) ** 2, ~i, +i, not i)
