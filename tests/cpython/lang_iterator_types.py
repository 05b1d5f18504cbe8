import threading
class LockedIterator:
    def __init__(self, it):
        self.lock = threading.Lock()
        self.it = it.__iter__()
    def __iter__(self):
        return self
    def __next__(self):
        with self.lock:
            return next(self.it)

def threadsafe_generator(f):
    def g(*a, **kw):
        return LockedIterator(f(*a, **kw))
    return g

@threadsafe_generator
def count(n):
    i = 0
    while i < n:
        yield i
        i += 1

c = count(1000)
out = []
def drain():
    for v in c:
        out.append(v)
ts = [threading.Thread(target=drain) for _ in range(4)]
for t in ts: t.start()
for t in ts: t.join()
print(len(out), sorted(out) == list(range(1000)))

def gen():
    try:
        x = yield 1
        print("got", x)
        yield from [10, 20]
        return "ret"
    finally:
        print("cleanup")
g = gen()
print(next(g), g.send("hi"), next(g))
try:
    next(g)
except StopIteration as e:
    print("value", e.value)
def acc():
    total = 0
    while True:
        v = yield total
        if v is None: break
        total += v
a = acc(); next(a)
for i in range(4): print(a.send(i), end=" ")
print()
a.close()
g = (i * i for i in range(5))
print(type(g), sum(g), list(g), iter([]).__class__.__name__, type(iter({})), type(iter("")), type(iter(())), type(iter(set())), type(iter(range(3))), type(enumerate([])), type(reversed([])), type(zip()), type(map(str, [])), type(filter(None, [])))
print(type({}.keys()), type({}.values()), type({}.items()), type(x for x in []), type(lambda: 0), type(print), type([].append), type(LockedIterator.__next__), type(c.__next__))
it = iter([1, 2, 3]); print(next(it), list(it), next(it, "end"))
gen2 = gen(); next(gen2)
try:
    gen2.throw(ValueError("x"))
except ValueError as e:
    print("thrown", e)
print(list(zip("abc", range(3), strict=True)), list(map(lambda a, b: a + b, [1, 2], [3, 4])), list(filter(None, [0, 1, "", "a"])))
import itertools
print(list(itertools.chain([1], "ab")), list(itertools.islice(itertools.count(5, 2), 3)), list(itertools.accumulate([1, 2, 3])), list(itertools.product("ab", [1, 2])), list(itertools.permutations([1, 2, 3], 2)), list(itertools.combinations("abc", 2)))
print([(k, list(v)) for k, v in itertools.groupby("aabbc")], list(itertools.zip_longest("ab", "c", fillvalue="-")), list(itertools.takewhile(lambda x: x < 3, range(9))), list(itertools.repeat(1, 2)), list(itertools.starmap(pow, [(2, 3)])), list(itertools.pairwise([1, 2, 3])))
cyc = itertools.cycle("AB"); print([next(cyc) for _ in range(5)], next(itertools.count()))
print(itertools.count(3))
