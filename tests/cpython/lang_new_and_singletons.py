import threading


class Singleton:
    _instance = None
    _lock = threading.Lock()

    def __new__(cls):
        with cls._lock:
            if cls._instance is None:
                cls._instance = super().__new__(cls)
        return cls._instance


seen = []
threads = [threading.Thread(target=lambda: seen.append(Singleton())) for _ in range(5)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(set(map(id, seen))))


class Celsius(float):
    def __new__(cls, value):
        return super().__new__(cls, value)

    @property
    def fahrenheit(self):
        return self * 9 / 5 + 32


print(Celsius(100).fahrenheit, Celsius(1.5) + 1)


class Stack(list):
    def push(self, item):
        self.append(item)

    def __repr__(self):
        return "Stack" + super().__repr__()


stack = Stack([1])
stack.push(2)
print(stack, len(stack), stack[-1], stack == [1, 2], isinstance(stack, list))


class Defaults(dict):
    def __missing__(self, key):
        return f"no {key}"


print(Defaults(a=1)["a"], Defaults()["b"])


class Base:
    def __new__(cls, *args):
        print("Base.__new__", cls.__name__, args)
        return super().__new__(cls)

    def __init__(self, *args):
        self.args = args


class Middle(Base):
    def __new__(cls, first, *rest):
        return super().__new__(cls, first + 1)


class Last(Middle):
    def __new__(cls, *args):
        return super(Last, cls).__new__(cls, *args)


print(Middle(1, 2).args, Last(5, 6).args, Base.__new__(Last, 7).__class__.__name__)
