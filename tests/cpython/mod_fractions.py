from fractions import Fraction as F
import math
print(F(3, 4), F("3/4"), F("-1.25"), F(0.5), F(6, -8), F(5), repr(F(1, 3)), F("1e-3"), F(F(1, 2), F(3, 4)))
print(F(1, 3) + F(1, 6), F(1, 2) * 3, 2 - F(1, 3), F(1, 2) / F(3, 4), F(7, 2) // 1, F(7, 2) % 1, -F(1, 2), abs(F(-1, 2)), F(2, 3) ** 2, F(2, 3) ** -1, F(1, 4) ** 0.5, divmod(F(7, 2), 1))
print(F(1, 2) == 0.5, F(1, 2) < 1, F(1, 3) > 0.3, F(4, 2) == 2, hash(F(4, 2)) == hash(2), hash(F(1, 2)) == hash(0.5), float(F(1, 8)), int(F(7, 2)), round(F(7, 2)), round(F(5, 2)), round(F(22, 7), 2), math.floor(F(-1, 2)), math.ceil(F(1, 2)), bool(F(0)))
print(F(math.pi).limit_denominator(1000), F(1.1).limit_denominator(), sum([F(1, 3)] * 3), F(1, 2) + 0.25, sorted([F(1, 2), F(1, 3)]), F(3, 4).numerator, F(3, 4).as_integer_ratio(), f"{F(1, 2)}", "%s" % F(1, 7), max(F(1, 2), F(2, 3)))
for f in (lambda: F(1, 0), lambda: F("x"), lambda: F(1.5, 2), lambda: F(1, 2) / 0):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
