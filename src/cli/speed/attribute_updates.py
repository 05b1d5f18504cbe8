class Account:
    def __init__(self):
        self.balance = 0
        self.changes = 0


def work():
    account = Account()
    for i in range(1500000):
        account.balance += i
        account.changes += 1
    return account.balance
