import timeit
from timeit import default_timer as timer

calls = []
took = timeit.timeit(lambda: calls.append(1), number=50)
print(len(calls), took >= 0)
begin = timer()
print(timer() - begin >= 0)
print(len(timeit.repeat(lambda: None, repeat=3, number=5)))
