class Animal:
    """An animal."""
    kind = "animal"
    count = 0

    def __init__(self, name):
        self.name = name
        Animal.count += 1

    def speak(self):
        return f"{self.name} says nothing"

    @classmethod
    def make(cls, name):
        return cls(name)

    @staticmethod
    def add(a, b):
        return a + b

    @property
    def upper(self):
        return self.name.upper()

    @upper.setter
    def upper(self, value):
        self.name = value.lower()


class Dog(Animal):
    kind = "dog"

    def speak(self):
        return super().speak() + ", then woof"


dog = Dog.make("Rex")
print(dog.speak(), dog.kind, Animal.kind, Animal.count, Dog.count, dog.add(1, 2))
dog.upper = "MAX"
print(dog.upper, dog.name, isinstance(dog, Animal), issubclass(Dog, Animal), type(dog) is Dog)
print(Animal.__doc__, Dog.__name__, Dog.__mro__[1] is Animal, dog.__dict__)
dog.extra = 5
print(hasattr(dog, "extra"), getattr(dog, "none", None), vars(dog))
del dog.extra
for name in ("extra", "speek"):
    try:
        getattr(dog, name)
    except AttributeError as error:
        print(error)
try:
    Dog.nothing
except AttributeError as error:
    print(error)
try:
    Animal.upper.fset(dog, "Z")
    dog.__class__.upper.fdel
    class P:
        @property
        def x(self):
            return 1
    P().x = 2
except AttributeError as error:
    print(error)
