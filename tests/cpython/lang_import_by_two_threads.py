# A module that two threads import at once is there, whole, for both.
import threading

gate = threading.Barrier(6)
found = []


def first(number):
    gate.wait()
    import decimal
    import statistics
    found.append(f"{decimal.Decimal('1.10') + number} {statistics.mean([1, 2, 3])}")


def second(number):
    gate.wait()
    from fractions import Fraction
    from statistics import median
    import decimal
    found.append(f"{Fraction(number, 4)} {median([number])} {decimal.getcontext().prec}")


threads = [threading.Thread(target=target, args=(n,)) for n, target in enumerate([first, second] * 3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(found))
