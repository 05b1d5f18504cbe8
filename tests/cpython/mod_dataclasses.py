from dataclasses import FrozenInstanceError, asdict, astuple, dataclass, field, fields, replace


@dataclass
class Item:
    name: str
    price: float = 1.5
    tags: list = field(default_factory=list)

    def total(self, n):
        return self.price * n


item = Item("pen", tags=["a"])
print(item, item == Item("pen", 1.5, ["a"]), item.total(2), asdict(item), astuple(item))
print([f.name for f in fields(Item)], replace(item, name="cup"), Item("x").tags is Item("y").tags)


@dataclass(order=True, frozen=True)
class Job:
    priority: int
    name: str = field(compare=False, default="job")


print(sorted([Job(3), Job(1, "z"), Job(2)]), hash(Job(1)) == hash(Job(1, "other")), Job(1) < Job(2))
try:
    Job(1).priority = 2
except FrozenInstanceError as error:
    print(error)
for bad in (lambda: Item(), lambda: Item(1, 2, 3, 4), lambda: Item("a", wrong=1)):
    try:
        bad()
    except TypeError as error:
        print(error)


@dataclass
class Child(Item):
    extra: int = 0

    def __post_init__(self):
        self.extra += 1


print(Child("c", extra=5))
@dataclass(slots=True)
class Slotted:
    x: int
    y: int = 2
s = Slotted(1)
print(s, Slotted.__slots__, hasattr(s, "__dict__"), Slotted.__qualname__)
try: s.z = 3
except AttributeError as e: print(e)
