# A metaclass's __new__, __init__, __prepare__ and __setattr__; type() with several bases.
class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **options):
        return {"prepared": len(bases)}

    def __new__(mcs, name, bases, namespace, **options):
        print("new", name, bases, [key for key in namespace if not key.startswith("__")], options)
        namespace["added"] = 42
        return super().__new__(mcs, name, bases, namespace)

    def __init__(cls, name, bases, namespace, **options):
        print("init", name)
        super().__init__(name, bases, namespace)

    def __setattr__(cls, name, value):
        print("set", name, value)
        super().__setattr__(name, value)


class A(metaclass=Meta, flag=1):
    x = 1

    def f(self):
        return self.added, __class__.__name__, super().__str__() is not None


class B(A):
    y = 2


print(A().f(), B.added, type(A), type(B).__name__, B.prepared, A.__subclasses__())
A.x = 3
print(B.x)
C = type("C", (A, object), {"z": 3})
D = type("D", (B, dict), {})
print(C.z, C.__mro__, C().f()[0], D.__mro__, D(a=1))
try:
    type("E", (A, B), {})
except TypeError as error:
    print(error)
try:
    type("F", (int, str), {})
except TypeError as error:
    print(error)


def shout(name, bases, namespace):
    return type(name.upper(), bases, namespace)


class quiet(metaclass=shout):
    pass


print(quiet.__name__)


class Registry(type):
    classes = {}

    def __new__(mcs, name, bases, namespace):
        made = super().__new__(mcs, name, bases, namespace)
        mcs.classes[name] = made
        return made

    def __repr__(cls):
        return "<registered " + cls.__name__ + ">"

    @property
    def short(cls):
        return cls.__name__[0]


class Task(metaclass=Registry):
    def __init__(self, n):
        self.n = n


class Job(Task):
    pass


print(Registry.classes, [Task, Job], Job(3).n, Job.short, str(Task))
