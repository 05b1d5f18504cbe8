# An iterator that has come to its end stays there, whatever comes in later.
for table in {1: 1}, {1}:
    for make in (iter,) if isinstance(table, set) else (iter, lambda d: iter(d.values()), lambda d: iter(d.items())):
        it = make(table)
        print(list(it))
        if isinstance(table, dict):
            table[len(table) + 5] = 2
        else:
            table.add(len(table) + 5)
        print(next(it, "over"), list(it))
table = {1: 1, 2: 2}
it = iter(table)
next(it)
table[3] = 3
try:
    next(it)
except RuntimeError as error:
    print(error)
it = iter([1])
print(list(it), next(it, "over"))
