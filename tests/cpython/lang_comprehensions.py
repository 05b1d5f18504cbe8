print([x * y for x in range(3) for y in range(3) if x != y])
print({x % 3 for x in range(10)} == {0, 1, 2}, {k: v for k, v in zip("abc", range(3))})
print([[j for j in range(i)] for i in range(4)])
x = "outer"
print([x for x in range(2)], x)
matrix = [[1, 2, 3], [4, 5, 6]]
print([list(row) for row in zip(*matrix)], [a if a % 2 else -a for row in matrix for a in row])
print([y := 5, y ** 2], y, {n: [m for m in range(n)] for n in range(3)})
print([(a, b) for a, (b, _) in [(1, (2, 3)), (4, (5, 6))]], sorted({c for c in "hello"}))


class Scope:
    values = [1, 2, 3]
    doubled = [v * 2 for v in values]


print(Scope.doubled)
