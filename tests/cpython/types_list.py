a = [3, 1, 2]
a.append(4)
a.extend((5, 6))
a.insert(0, 0)
a.insert(100, 7)
print(a, a.pop(), a.pop(0), a.index(2), a.count(3), len(a))
a.remove(1)
a.sort()
print(a, sorted(a, reverse=True))
a.reverse()
print(a, a + [1], a * 2, [0] * 3, 3 in a, a == [6, 5, 4, 3, 2], a < [7], a.copy() is a)
a.clear()
print(a, [] == [], [[]] * 2, [1, [2, [3]]], list(range(3)), list("ab"), bool([]))
b = [1]
b.append(b)
print(b)
matrix = [[0] * 2 for _ in range(2)]
matrix[0][1] = 5
print(matrix, [1, 2, 3].index(3, 1), max([1, 2], [3]), [1, 2] + list((3,)), list(reversed([1, 2])))
for bad in (lambda: [1][5], lambda: [1].index(9), lambda: [].pop(), lambda: [1, 2].pop(7), lambda: [1] + (2,), lambda: [].remove(1)):
    try:
        bad()
    except (IndexError, ValueError, TypeError) as error:
        print(type(error).__name__, error)
words = ["b", "A", "c"]
words.sort(key=str.lower, reverse=True)
print(words, any([0, 1]), all([1, 0]), all([]), list(filter(None, [0, 1, "", "x"])), list(map(str, [1, 2])))
