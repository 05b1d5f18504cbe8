from itertools import (accumulate, chain, combinations, count, cycle, dropwhile, groupby, islice,
                       pairwise, permutations, product, repeat, starmap, takewhile, tee, zip_longest)

print(list(islice(count(5), 3)), list(islice(count(0, 2), 3)), list(islice(cycle("ab"), 5)), list(repeat("x", 2)))
print(list(chain([1], (2, 3), "a")), list(chain.from_iterable([[1], [2]])), list(accumulate([1, 2, 3])), list(accumulate([3, 1, 2], max)))
print(list(combinations("abc", 2)), list(permutations([1, 2, 3], 2)), list(product("ab", [1, 2])), list(product([0, 1], repeat=2)))
print(list(takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(dropwhile(lambda x: x < 3, [1, 2, 3, 1])), list(starmap(pow, [(2, 3), (3, 2)])))
print([(k, list(g)) for k, g in groupby("aabbc")], list(zip_longest("ab", [1], fillvalue="-")), list(pairwise([1, 2, 3])))
a, b = tee([1, 2])
print(list(a), list(b), list(islice("abcdef", 1, None, 2)), next(count()))
