import weakref


class Thing:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return "Thing(%r)" % self.name

    def method(self):
        return "method of " + self.name


thing = Thing("a")
ref = weakref.ref(thing)
print(ref() is thing, ref().name, weakref.ref(thing) is ref, weakref.getweakrefcount(thing))
other = thing
del thing
print(ref())
del other
print(ref(), repr(ref).endswith("dead>"))

first = Thing("b")
second = weakref.ref(first, lambda r: print("told", r() is None))
third = weakref.ref(first, lambda r: print("told first"))
print(weakref.getweakrefcount(first), second == third, len({second, third}))
first = None
print(second == third)

held = Thing("c")
proxy = weakref.proxy(held)
proxy.name = "changed"
print(held.name, proxy.method(), str(proxy), type(proxy).__name__)
held = Thing("d")
try:
    proxy.name
except ReferenceError as error:
    print("ReferenceError:", error)


def scope():
    local = Thing("e")
    ref = weakref.ref(local)
    print("inside", ref() is local)
    return ref


print("outside", scope()())
bound = weakref.ref(held.method)
method = weakref.WeakMethod(held.method)
print(bound(), method()())
things = [Thing("x"), Thing("y")]
refs = [weakref.ref(one) for one in things]
things.pop(0)
print([one() for one in refs])
things.clear()
print([one() for one in refs])
for wrong in (5, "text", [1], (1,), {}, None):
    try:
        weakref.ref(wrong)
    except TypeError as error:
        print(error)
try:
    hash(ref)
except TypeError as error:
    print(error)
