# obj.__dict__ stays connected with its object.
class Borg:
    _shared = {}

    def __init__(self):
        self.__dict__ = self._shared


class Config(Borg):
    def __init__(self, value):
        Borg.__init__(self)
        self.value = value


first, second = Config("one"), Config("two")
print(first.value, second.value, first.__dict__ is second.__dict__, Borg._shared)


class Options:
    def __init__(self, **options):
        self.__dict__.update(options)


options = Options(depth=1, name="x")
held = options.__dict__
options.depth += 1
options.fresh = True
del options.name
print(held, vars(options) is held, "fresh" in held)
held["late"] = 5
print(options.late, sorted(name for name in dir(options) if not name.startswith("_")))
print([f"{key}={value}" for key, value in options.__dict__.items()])


class Doubled:
    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner):
        return self if instance is None else instance.__dict__.get(self.name, "unset")

    def __set__(self, instance, value):
        instance.__dict__[self.name] = value * 2


class Holder:
    item = Doubled()


holder = Holder()
print(holder.item)
holder.item = 4
print(holder.item, holder.__dict__)


class Account:
    __count = 0

    def __init__(self):
        self.__balance = 10
        Account.__count += 1

    def show(self):
        return self.__balance, Account.__count


account = Account()
print(account.show(), account._Account__balance, account.__dict__, hasattr(account, "__balance"))
