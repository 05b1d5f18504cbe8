import timeit
from timeit import Timer, timeit as ti, default_timer
def work(n=10):
    return sum(range(n))
def single():
    work(20)
t = Timer("single()", "from __main__ import single")
print(t.timeit(3) > 0, len(t.repeat(2, 3)))
print(timeit.timeit("work()", setup="from __main__ import work", number=5) > 0)
print(timeit.timeit(stmt="work(5)", globals=globals(), number=5) > 0)
code = '''
total = 0
for i in range(n):
    total += i
'''
setup = "n = 20"
print(timeit.timeit(code, setup, number=3) > 0, min(timeit.repeat(code, setup=setup, number=2, repeat=3)) > 0)
print(timeit.timeit(work, number=4) > 0, ti("pass", number=1) >= 0, timeit.timeit(lambda: work(3), number=2) > 0)
print(timeit.timeit('"-".join(str(n) for n in range(100))', number=10) > 0)
try:
    timeit.timeit("undefined_thing()", number=1)
except NameError as e:
    print(e)
try:
    timeit.timeit("x = = 1", number=1)
except SyntaxError as e:
    print("SyntaxError")
try:
    timeit.timeit(5)
except ValueError as e:
    print(e)
start = default_timer(); print(default_timer() >= start)
print(Timer(lambda: None).autorange()[0] > 10)
