# sys.setrecursionlimit is heeded, by threads that begin later too.
import sys
import threading


def down(n):
    return 0 if n == 0 else 1 + down(n - 1)


def tries(n):
    try:
        return down(n)
    except RecursionError as error:
        return str(error)


print(tries(2000))
sys.setrecursionlimit(5000)
print(sys.getrecursionlimit(), tries(2000))


def work():
    print("in a thread", tries(4000))


thread = threading.Thread(target=work)
thread.start()
thread.join()

sys.setrecursionlimit(100)
print(tries(80), tries(500))
for wrong in (0, -5, 1):
    try:
        sys.setrecursionlimit(wrong)
    except (ValueError, RecursionError) as error:
        print(type(error).__name__, error)
print(sys.getrecursionlimit())


def walk(tree):
    if tree:
        yield from walk(tree[0])
        yield tree[1]


sys.setrecursionlimit(3000)
tree = None
for number in range(2500):
    tree = (tree, number)
print(sum(walk(tree)))
