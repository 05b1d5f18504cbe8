import copy
import operator
from types import SimpleNamespace

a = [1, [2, 3], {"k": [4]}]
shallow, deep = copy.copy(a), copy.deepcopy(a)
a[1].append(9)
print(shallow, deep)


class Node:
    def __init__(self, value):
        self.value = value
        self.me = self


node = Node([1])
twin = copy.deepcopy(node)
print(twin.me is twin, twin.value is node.value, copy.copy(node).value is node.value)
print(operator.add(1, 2), operator.itemgetter(1)("abc"), operator.attrgetter("value")(node), operator.mul(3, 4))
print(sorted([(1, "b"), (0, "c")], key=operator.itemgetter(1)), operator.methodcaller("upper")("x"))
space = SimpleNamespace(x=1, y="two")
space.z = 3
print(space, space.x, space == SimpleNamespace(x=1, y="two", z=3))
