# The hints of an uncaught NameError and AttributeError.
import threading


class Account:
    def __init__(self):
        self.balance = 10

    def deposit(self, amount):
        self.balanse += amount


def count():
    total = 1
    return totl


for target in (Account().deposit, count):
    thread = threading.Thread(target=target, args=(1,) if target is not count else ())
    thread.start()
    thread.join()
lock = threading.Lock()
try:
    lock.aquire()
except AttributeError as error:
    print(error, error.name)
prnt("x")
