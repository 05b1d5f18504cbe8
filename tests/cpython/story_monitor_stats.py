import threading, time, statistics, collections, heapq, random, math, bisect, string
random.seed(42)
class Stats:
    def __init__(self): self.lock = threading.Lock(); self.samples = []; self.hist = collections.Counter()
    def add(self, v):
        with self.lock:
            bisect.insort(self.samples, v); self.hist[v // 10 * 10] += 1
s = Stats()
def w(vals): [s.add(v) for v in vals]
data = [random.randint(0, 99) for _ in range(60)]
ts = [threading.Thread(target=w, args=(data[i::3],)) for i in range(3)]
[t.start() for t in ts]; [t.join() for t in ts]
print(s.samples == sorted(data), statistics.mean(data), statistics.median(data), round(statistics.stdev(data), 6), statistics.mode([1, 1, 2]), statistics.pvariance([1, 2, 3]), statistics.quantiles(range(1, 10), n=4))
for k in sorted(s.hist): print(f"{k:>3}-{k + 9:<3} {'#' * s.hist[k]}")
print(s.hist.most_common(2), sum(s.hist.values()), collections.Counter("hello") - collections.Counter("lo"), +collections.Counter(a=-1, b=2), list(collections.Counter(a=2, b=1).elements()))
h = []
for p, n in [(5, "e"), (1, "a"), (3, "c")]: heapq.heappush(h, (p, n))
print([heapq.heappop(h) for _ in range(len(h))], heapq.nlargest(2, data), heapq.nsmallest(2, data), heapq.heapify(x := [3, 1, 2]) or x)
print(math.ceil(2.1), math.floor(-2.1), math.sqrt(2), math.factorial(20), math.gcd(12, 18), math.hypot(3, 4), math.log(math.e), math.isclose(0.1 + 0.2, 0.3), math.prod([1, 2, 3]), math.comb(5, 2), math.inf > 1, math.nan != math.nan, math.pi, math.trunc(-2.7), math.fsum([0.1] * 10), math.degrees(math.pi), math.log2(8), math.pow(2, 3), math.fmod(-7, 3), math.copysign(1, -0.0), math.isqrt(17))
print(string.ascii_lowercase[:5], string.digits, string.Template("$who likes ${what}").substitute(who="tim", what="pie"), string.capwords("hello world"))
dd = collections.defaultdict(list); [dd[len(w)].append(w) for w in "the quick brown fox jumps".split()]; print(dict(dd), dd)
od = collections.OrderedDict(a=1, b=2); od.move_to_end("a"); print(od, od.popitem(last=False), list(od))
P = collections.namedtuple("P", "x y", defaults=[0]); p = P(1); print(p, p._replace(y=5), p._asdict(), P._fields, P(*[3, 4]), p == (1, 0), P.__doc__)
dq = collections.deque(range(5), maxlen=3); dq.append(9); dq.appendleft(7); dq.rotate(1); print(dq, dq.maxlen, list(dq)[::-1], dq.count(9), 7 in dq)
cm = collections.ChainMap({"a": 1}, {"a": 2, "b": 3}); print(cm["a"], cm["b"], dict(cm), cm.new_child({"z": 0})["z"])
ud = collections.UserDict(a=1); ud["b"] = 2; print(ud, len(ud), "a" in ud)
