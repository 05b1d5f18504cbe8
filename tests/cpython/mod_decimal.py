from decimal import (Decimal, DivisionByZero, InvalidOperation, ROUND_DOWN, ROUND_HALF_UP, getcontext,
                     localcontext)
import threading

print(Decimal("0.1") + Decimal("0.2"), Decimal(1) / Decimal(7), Decimal(0.1))
print(repr(Decimal("10.50")), Decimal(10) > Decimal("9.99"), float(Decimal("1.5")), int(Decimal("7.9")))
print(Decimal("3.14159").quantize(Decimal("0.01"), rounding=ROUND_HALF_UP), Decimal("2.675").quantize(Decimal("1.00")))
print(f"{Decimal('1234567.891'):,.2f} {Decimal('0.256'):.1%} {Decimal('5'):>8} {Decimal('1e10'):e}")
print(sum([Decimal("1.1"), Decimal("2.2")]), round(Decimal("2.5")), round(Decimal("2.345"), 2), Decimal("7") // 2, Decimal("-7") % 3)
print(Decimal("2").sqrt(), Decimal("1E+5"), Decimal("100").normalize(), Decimal("0.00001234"), Decimal("-0"))
print(Decimal("1.1").as_tuple(), Decimal("2") ** 10, 3 * Decimal("1.5"), hash(Decimal(5)) == hash(5))
for text in ("abc", ""):
    try:
        Decimal(text)
    except InvalidOperation as error:
        print(type(error).__name__, error)
try:
    Decimal(1) / 0
except DivisionByZero as error:
    print(error)
with localcontext() as context:
    context.prec = 5
    print(Decimal(1) / Decimal(3))
getcontext().prec = 10
print(Decimal(2) / Decimal(3), Decimal("1.005").quantize(Decimal("0.01"), ROUND_DOWN))
balance = Decimal("100.00")
lock = threading.Lock()


def spend(amount):
    global balance
    with lock:
        balance -= Decimal(amount)


threads = [threading.Thread(target=spend, args=("1.10",)) for _ in range(10)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(balance, getcontext().prec)
try:
    Decimal("1") + 1.5
except TypeError as error:
    print(error)
