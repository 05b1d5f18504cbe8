import threading


class Account:
    def __init__(self):
        self.balance = 0
        self.lock = threading.Lock()

    def deposit(self, amount, times):
        for _ in range(times):
            with self.lock:
                self.balance += amount


account = Account()
threads = [threading.Thread(target=account.deposit, args=(n, 100)) for n in (1, 2, 3)]
print(threads[0].name)
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(account.balance)
