import threading
from typing import Protocol


def fails(work):
    try:
        work()
    except TypeError as error:
        print("TypeError:", error)


def of_lock():
    class Own(threading.Lock):
        pass


def of_function():
    class Own(fails):
        pass


class Single:
    _instance = None

    def __new__(cls, *args, **kwargs):
        if cls._instance is None:
            cls._instance = super().__new__(cls, *args, **kwargs)
        return cls._instance

    def __init__(self, *args):
        pass


class Plain:
    pass


class Running(Protocol):
    def run(self) -> None: ...


class Runner:
    def run(self):
        print("runs")


class Declared(Running):
    def run(self):
        print("declared")


class NotAnIterator:
    def __iter__(self):
        return self


fails(of_lock)
fails(of_function)
fails(lambda: Single(1))
print(Single() is Single())
fails(lambda: Plain(1))
fails(Running)
Runner().run()
Declared().run()
fails(lambda: [0 for _ in NotAnIterator()])
fails(lambda: list(NotAnIterator()))
print(Plain.__init__ is object.__init__)


def greet(self, word):
    return word + " " + type(self).__name__


bound = greet.__get__(Plain())
print(bound("hello"), greet.__get__(None, Plain) is greet)
print(threading.Lock, str(threading.RLock).split(" at ")[0], threading.Lock.__name__)
