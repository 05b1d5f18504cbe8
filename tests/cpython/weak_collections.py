import weakref


class Thing:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return "<%s>" % self.name


cache = weakref.WeakValueDictionary()
kept = Thing("kept")
cache["kept"] = kept
cache["gone"] = Thing("gone")
print(sorted(cache), len(cache), "kept" in cache, "gone" in cache, cache.get("gone"))
try:
    cache["gone"]
except KeyError as error:
    print("KeyError", error)
print(cache.pop("none", 1), cache.setdefault("kept", None), dict(cache))
again = cache["kept"]
del kept
print(list(cache.items()))
del again
print(list(cache.items()), len(cache))

about = weakref.WeakKeyDictionary()
key = Thing("key")
about[key] = 1
about[key] += 1
print(about[key], len(about), key in about, list(about))
key = None
print(len(about))

crew = weakref.WeakSet()
one, two = Thing("one"), Thing("two")
crew.add(one)
crew.add(two)
crew.add(one)
crew.add(Thing("temporary"))
print(len(crew), one in crew, sorted(repr(thing) for thing in crew))
del one
print(len(crew), list(crew))
crew.discard(two)
print(len(crew), 5 in crew)


def bye(name, mark="."):
    print("bye", name, mark)


thing = Thing("f")
call = weakref.finalize(thing, bye, "f", mark="!")
print(call.alive, call.peek()[1:])
del thing
print(call.alive, call())
thing = Thing("g")
call = weakref.finalize(thing, bye, "g")
print(call.detach()[2], call.alive)
del thing
thing = Thing("h")
weakref.finalize(thing, bye, "second at the end")
never = weakref.finalize(thing, bye, "never")
never.atexit = False
last = Thing("i")
weakref.finalize(last, bye, "first at the end")
print("end of the script")
