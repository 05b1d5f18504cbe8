"""A container is compared with itself, and two with each other from two threads."""

import threading

one = [1, 2]
print(one <= one, one < one, one == one, sorted([one, one, [1]]))
print((one, 1) <= (one, 1), (one,) < (one, 2))

left, right = [list(range(50)), {"a": list(range(50))}], [list(range(50)), {"a": list(range(50))}]
tables = {n: n for n in range(50)}, {n: n for n in range(50)}


found = []


def compare(a, b, c, d):
    same = 0
    for _ in range(3000):
        same += a == b and a <= [*b, 1] and c == d and not a < b[:1]
    found.append(same)


threads = [
    threading.Thread(target=compare, args=(left[:1], right[:1], *tables)),
    threading.Thread(target=compare, args=(right[:1], left[:1], *reversed(tables))),
    threading.Thread(target=compare, args=(left[0:1], right[0:1], *tables)),
]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("same", found)


def turn(a, b, c, d):
    for _ in range(20000):
        a == b, a < b, c == d


pair = list(range(30)), list(range(30))
threads = [
    threading.Thread(target=turn, args=(*pair, *tables)),
    threading.Thread(target=turn, args=(*reversed(pair), *reversed(tables))),
]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("done")
