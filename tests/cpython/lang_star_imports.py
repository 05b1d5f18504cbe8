# `from module import *` binds what the module exports and nothing else.
from collections import *
from concurrent.futures import *
from contextlib import *
from enum import *
from functools import *
from itertools import *
from logging import *
from math import *
from os.path import *
from queue import *
from random import *
from threading import *
from time import *
from typing import *

print(deque([1]), ThreadPoolExecutor.__name__, suppress.__name__, Enum, partial(pow, 2)(3))
print(list(islice(count(2), 2)), getLogger("x").name, floor(2.5), join("a", "b"))
print(Queue().empty(), isinstance(random(), float), active_count(), current_thread().name)
print(sleep(0), List[int], main_thread() is current_thread())
