class Meta(type):
    made = []

    def __new__(mcls, name, bases, namespace):
        cls = super().__new__(mcls, name, bases, namespace)
        mcls.made.append(name)
        return cls

    def __call__(cls, *args):
        print("making", cls.__name__)
        return super().__call__(*args)


class A(metaclass=Meta):
    def __init__(self, x):
        self.x = x


class B(A):
    pass


print(B(5).x, Meta.made, type(A).__name__)


class Singleton(type):
    _instances = {}

    def __call__(cls, *args, **kwargs):
        if cls not in cls._instances:
            cls._instances[cls] = super().__call__(*args, **kwargs)
        return cls._instances[cls]


class Config(metaclass=Singleton):
    pass


print(Config() is Config())


class Plugin:
    names = []

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__()
        Plugin.names.append((cls.__name__, kwargs))


class One(Plugin, option=1):
    pass


print(Plugin.names)
Dynamic = type("Dynamic", (A,), {"y": 2, "double": lambda self: self.x * 2})
print(Dynamic(4).double(), Dynamic.y)


class Asked(type):
    def __contains__(cls, item):
        return item in cls.items

    def __len__(cls):
        return len(cls.items)


class Colours(metaclass=Asked):
    items = ["red", "green"]


print("red" in Colours, "blue" in Colours, "blue" not in Colours, len(Colours))
if "red" in Colours and not "blue" in Colours:
    print("asked the metaclass")


class Managed:
    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, obj, owner=None):
        return self if obj is None else getattr(obj, self.name, "unset")

    def __set__(self, obj, value):
        setattr(obj, self.name, value)

    def __delete__(self, obj):
        print("delete", self.name)
        delattr(obj, self.name)


class Owner:
    field = Managed()


owner = Owner()
owner.field = 5
print(owner.field)
del owner.field
print(owner.field)
