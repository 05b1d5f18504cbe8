from collections import Counter, OrderedDict, defaultdict, deque, namedtuple

d = deque([1, 2, 3], maxlen=4)
d.append(4)
d.append(5)
d.appendleft(0)
print(d, d.popleft(), d.pop(), len(d), d[0], 3 in d, list(d))
d.rotate(1)
d.extend([7, 8])
print(d, d.count(7), deque("ab"), deque([1]) == deque([1]), d.maxlen, list(reversed(d)))
try:
    deque().popleft()
except IndexError as error:
    print(error)
groups = defaultdict(list)
for word in ("apple", "avocado", "bean"):
    groups[word[0]].append(word)
print(groups, dict(groups), groups["z"], len(groups))
counts = Counter("mississippi")
print(counts, counts.most_common(2), counts["z"], sum(counts.values()), sorted(counts.elements())[:3])
counts.update("ssss")
print(counts["s"], Counter(a=2) + Counter(a=1, b=1), Counter("ab") == Counter("ba"))
o = OrderedDict(a=1, b=2)
o.move_to_end("a")
print(o, list(o), o.popitem(last=False))
Point = namedtuple("Point", "x y")
p = Point(1, y=2)
print(p, p.x, p[1], p._replace(x=5), p._asdict(), Point._fields, p == (1, 2), tuple(p))
x, y = p
print(x, y, Point._make([3, 4]), isinstance(p, tuple), hash(p) == hash((1, 2)))
for bad in (lambda: Point(1), lambda: Point(1, 2, 3)):
    try:
        bad()
    except TypeError as error:
        print(error)
try:
    p.x = 5
except AttributeError as error:
    print(error)
