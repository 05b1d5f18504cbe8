class Proxy:
    def __init__(self):
        object.__setattr__(self, "log", [])

    def __getattr__(self, name):
        self.log.append("get " + name)
        return name.upper()

    def __setattr__(self, name, value):
        self.log.append(f"set {name}={value}")

    def __delattr__(self, name):
        self.log.append("del " + name)


proxy = Proxy()
print(proxy.anything)
proxy.x = 5
del proxy.y
print(proxy.log)


class Descriptor:
    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, obj, owner=None):
        return self if obj is None else getattr(obj, self.name, 0)

    def __set__(self, obj, value):
        if value < 0:
            raise ValueError("negative")
        setattr(obj, self.name, value)


class Account:
    balance = Descriptor()


account = Account()
account.balance = 5
print(account.balance, account.__dict__)
try:
    account.balance = -1
except ValueError as error:
    print(error)


class Slots:
    __slots__ = ("a", "b")


slots = Slots()
slots.a = 1
try:
    slots.c = 2
except AttributeError as error:
    print(error)
print(slots.a)
