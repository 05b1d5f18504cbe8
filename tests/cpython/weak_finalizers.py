import gc
import weakref


class Node:
    def __init__(self, name, *inside):
        self.name = name
        self.inside = inside

    def __del__(self):
        print("del", self.name)


a = Node("a")
b = a
del a
print("one name left")
del b
print("none left")
x = Node("x1")
x = Node("x2")
print("bound anew")
Node("temporary")
print("after the temporary")


def work():
    first = Node("first local")
    second = Node("second local")
    print("at work", first.name)
    return "result"


print(work())
nodes = [Node("l1"), Node("l2"), Node("l3")]
nodes.pop()
print("popped")
del nodes
print("list gone")
table = {"k": Node("value")}
table["k"] = None
print("replaced")
owner = Node("owner", Node("inner"))
del owner
print("owner gone")
for number in range(2):
    item = Node("item %d" % number)
print("loop over")
del item


class Holder:
    pass


holder = Holder()
holder.node = Node("attribute")
holder.node = None
print("attribute unset")
one, two = Node("one"), Node("two")
one.other, two.other = two, one
ref = weakref.ref(one)
del one, two
print("in a cycle", ref() is not None)
gc.collect()
print("collected", ref())


class Failing:
    def __del__(self):
        raise ValueError("in del")


failing = Failing()
del failing
print("goes on")


class Again:
    kept = []

    def __del__(self):
        Again.kept.append(self)
        print("kept alive")


again = Again()
del again
Again.kept.clear()
print("not called twice")
try:
    inner = Node("in try")
    raise KeyError("x")
except KeyError:
    del inner
    print("handled")
at_end = Node("at the end")
also = Node("also at the end", at_end)
print("end of the script")
