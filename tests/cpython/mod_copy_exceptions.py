import builtins
import copy
import threading
from fractions import Fraction


class My(Exception):
    def __init__(self, a, b=4):
        super().__init__(a)
        self.b = b


error = ValueError("a", 2)
for one in (copy.copy(error), copy.deepcopy(error), copy.copy(My("x", 5)), copy.deepcopy(My("y"))):
    print(repr(one), one.args, vars(one))
print(builtins.ValueError is ValueError, builtins.IOError is OSError, builtins.KeyError("k"))
try:
    input(1, 2)
except TypeError as error:
    print(error)
try:
    input(prompt="x")
except TypeError as error:
    print(error)
condition = threading.Condition()
with condition:
    print(condition.wait(Fraction(0)), condition.wait(Fraction(-1)))
    try:
        condition.wait("x")
    except TypeError as error:
        print(error)
semaphore = threading.Semaphore(1)
print(semaphore.acquire(timeout="x"))
try:
    semaphore.acquire(timeout="x")
except TypeError as error:
    print(error)
try:
    threading.Barrier(2).wait("x")
except TypeError as error:
    print(error)
thread = threading.Thread(target=len, args=("",))
thread.start()
try:
    thread.join("x")
except TypeError as error:
    print(error)
thread.join()
