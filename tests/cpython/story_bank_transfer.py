import threading


class Account:
    def __init__(self, name, balance):
        self.name = name
        self.balance = balance
        self.lock = threading.Lock()


def transfer(source, target, amount):
    first, second = sorted((source, target), key=lambda account: account.name)
    with first.lock, second.lock:
        if source.balance < amount:
            raise ValueError("insufficient funds")
        source.balance -= amount
        target.balance += amount


a, b = Account("a", 100), Account("b", 100)
failures = []


def many(source, target, amount):
    for _ in range(50):
        try:
            transfer(source, target, amount)
        except ValueError as error:
            failures.append(str(error))


threads = [threading.Thread(target=many, args=(a, b, 1)), threading.Thread(target=many, args=(b, a, 1))]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(a.balance, b.balance, a.balance + b.balance, failures)
