"""Iterators over iterators."""


class count:
    """Numbers without end. Taking the next int is one atomic step."""

    def __init__(self, start=0, step=1):
        self._start = start
        self._step = step
        self._ints = None
        if type(start) is int and type(step) is int and step != 0:
            far = (1 << 60) if step > 0 else -(1 << 60)
            self._ints = iter(range(start, far, step))
        self._now = start
        self._shown = 0

    def __iter__(self):
        return self

    def __next__(self):
        if self._ints is not None:
            return next(self._ints)
        value = self._now
        self._now = value + self._step
        return value

    def __repr__(self):
        now = self._now
        if self._ints is not None:
            # The last number is always the same; what is left is not counted twice.
            far = (1 << 60) if self._step > 0 else -(1 << 60)
            total = len(range(self._start, far, self._step))
            now = self._start + (total - self._ints.__length_hint__()) * self._step
        if self._step == 1:
            return "count(%r)" % (now,)
        return "count(%r, %r)" % (now, self._step)


class cycle:
    """The items over and over."""

    def __init__(self, iterable, /):
        self._items = _cycled(iterable)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._items)


def _cycled(iterable):
    saved = []
    for item in iterable:
        saved.append(item)
        yield item
    while saved:
        for item in saved:
            yield item


class repeat:
    """The same object, `times` times or without end."""

    def __init__(self, object, times=None):
        self._object = object
        self._left = None if times is None else iter(range(times))

    def __iter__(self):
        return self

    def __next__(self):
        if self._left is not None:
            next(self._left)
        return self._object

    def __repr__(self):
        if self._left is None:
            return "repeat(%r)" % (self._object,)
        return "repeat(%r, %d)" % (self._object, self._left.__length_hint__())


class chain:
    """One iterable after the other."""

    def __init__(self, *iterables):
        self._items = _chained(iterables)

    @classmethod
    def from_iterable(cls, iterables):
        """The same from one iterable of iterables."""
        self = cls()
        self._items = _chained(iterables)
        return self

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._items)


def _chained(iterables):
    for iterable in iterables:
        for item in iterable:
            yield item


_NONE = object()


def accumulate(iterable, func=None, *, initial=None):
    """Running sums, or running results of `func`."""
    iterator = iter(iterable)
    total = initial
    if initial is None:
        total = next(iterator, _NONE)
        if total is _NONE:
            return
    yield total
    for item in iterator:
        total = total + item if func is None else func(total, item)
        yield total


def islice(iterable, *args):
    """A slice of any iterable."""
    s = slice(*args)
    start = 0 if s.start is None else s.start
    step = 1 if s.step is None else s.step
    stop = s.stop
    for bound in (start, step):
        if not isinstance(bound, int) or bound < 0:
            raise ValueError("Indices for islice() must be None or an integer: "
                             "0 <= x <= sys.maxsize.")
    if stop is not None and (not isinstance(stop, int) or stop < 0):
        raise ValueError("Stop argument for islice() must be None or an integer: "
                         "0 <= x <= sys.maxsize.")
    if step == 0:
        raise ValueError("Step for islice() must be a positive integer or None.")
    return _sliced(iter(iterable), start, stop, step)


def _sliced(iterator, start, stop, step):
    at = 0
    wanted = start
    if stop is not None and stop <= start:
        while at < stop and next(iterator, _NONE) is not _NONE:
            at += 1
        return
    for item in iterator:
        if at == wanted:
            yield item
            wanted += step
        at += 1
        if stop is not None and at >= stop:
            return


def takewhile(predicate, iterable):
    """Items as long as `predicate` is true."""
    for item in iterable:
        if not predicate(item):
            return
        yield item


def dropwhile(predicate, iterable):
    """Items from where `predicate` is first false."""
    iterator = iter(iterable)
    for item in iterator:
        if not predicate(item):
            yield item
            break
    for item in iterator:
        yield item


def filterfalse(predicate, iterable):
    """Items for which `predicate` is false."""
    for item in iterable:
        if not (item if predicate is None else predicate(item)):
            yield item


def compress(data, selectors):
    """Items whose selector is true."""
    for item, selector in zip(data, selectors):
        if selector:
            yield item


def starmap(function, iterable):
    """Calls with the items as arguments."""
    for args in iterable:
        yield function(*args)


def pairwise(iterable):
    """Each item with the next."""
    iterator = iter(iterable)
    before = next(iterator, _NONE)
    if before is _NONE:
        return
    for item in iterator:
        yield (before, item)
        before = item


def zip_longest(*iterables, fillvalue=None):
    """As zip, as long as the longest."""
    iterators = [iter(iterable) for iterable in iterables]
    while iterators:
        items = []
        found = False
        for iterator in iterators:
            item = next(iterator, _NONE)
            if item is _NONE:
                item = fillvalue
            else:
                found = True
            items.append(item)
        if not found:
            return
        yield tuple(items)


def groupby(iterable, key=None):
    """Runs of items with the same key: (key, iterator)."""
    group = []
    group_key = _NONE
    for item in iterable:
        item_key = item if key is None else key(item)
        if group_key is _NONE or item_key == group_key:
            group_key = item_key
            group.append(item)
        else:
            yield (group_key, iter(group))
            group = [item]
            group_key = item_key
    if group:
        yield (group_key, iter(group))


def tee(iterable, n=2):
    """Several iterators over one iterable."""
    iterator = iter(iterable)
    seen = []

    def follow():
        at = 0
        while True:
            if at == len(seen):
                item = next(iterator, _NONE)
                if item is _NONE:
                    return
                seen.append(item)
            yield seen[at]
            at += 1
    return tuple([follow() for _ in range(n)])


def product(*iterables, repeat=1):
    """All tuples with one item of each."""
    pools = [tuple(iterable) for iterable in iterables] * repeat
    results = [()]
    if not pools:
        yield ()
        return
    sizes = [len(pool) for pool in pools]
    if 0 in sizes:
        return
    at = [0] * len(pools)
    while True:
        yield tuple([pools[i][at[i]] for i in range(len(pools))])
        i = len(pools) - 1
        while i >= 0:
            at[i] += 1
            if at[i] < sizes[i]:
                break
            at[i] = 0
            i -= 1
        if i < 0:
            return


def permutations(iterable, r=None):
    """All orders of `r` of the items."""
    pool = tuple(iterable)
    n = len(pool)
    r = n if r is None else r
    if r > n:
        return
    indices = list(range(n))
    cycles = list(range(n, n - r, -1))
    yield tuple([pool[i] for i in indices[:r]])
    while n:
        i = r - 1
        while i >= 0:
            cycles[i] -= 1
            if cycles[i] == 0:
                indices[i:] = indices[i + 1:] + indices[i:i + 1]
                cycles[i] = n - i
                i -= 1
            else:
                j = n - cycles[i]
                indices[i], indices[j] = indices[j], indices[i]
                yield tuple([pool[k] for k in indices[:r]])
                break
        if i < 0:
            return


def combinations(iterable, r):
    """All choices of `r` of the items, in order."""
    pool = tuple(iterable)
    n = len(pool)
    if r > n:
        return
    indices = list(range(r))
    while True:
        yield tuple([pool[i] for i in indices])
        i = r - 1
        while i >= 0 and indices[i] == i + n - r:
            i -= 1
        if i < 0:
            return
        indices[i] += 1
        for j in range(i + 1, r):
            indices[j] = indices[j - 1] + 1


def combinations_with_replacement(iterable, r):
    """All choices of `r` of the items, each as often as wanted."""
    pool = tuple(iterable)
    n = len(pool)
    if not n and r:
        return
    indices = [0] * r
    while True:
        yield tuple([pool[i] for i in indices])
        i = r - 1
        while i >= 0 and indices[i] == n - 1:
            i -= 1
        if i < 0:
            return
        indices[i:] = [indices[i] + 1] * (r - i)
