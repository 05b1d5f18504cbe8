from functools import cached_property, cmp_to_key, lru_cache, partial, reduce, wraps


@lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(60), fib.cache_info())
add = partial(lambda a, b, c=0: a + b + c, 1, c=10)
print(add(5), add.args, add.keywords, reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(max, [], 0))
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))


class C:
    @cached_property
    def value(self):
        print("computing")
        return 5


c = C()
print(c.value, c.value)


@lru_cache(maxsize=2)
def square(n):
    print("computing", n)
    return n * n


print(square(1), square(2), square(1), square(3), square(2), square.cache_info().hits)
try:
    reduce(max, [])
except TypeError as error:
    print(error)

# Scripts that guard a cache key by key.
from functools import _make_key

print(_make_key((1,), {}, False), _make_key((1, 2), {}, False), _make_key((1.5,), {}, False))
print(_make_key((1,), {"a": 2}, False) == _make_key((1,), {"a": 2}, False))
print({_make_key((1, 2), {}, True): "found"}[_make_key((1, 2), {}, True)])
