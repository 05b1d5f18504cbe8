import math

print(math.sqrt(16), math.floor(-2.5), math.ceil(2.1), math.trunc(-2.7), math.pi, math.e, math.inf)
print(math.factorial(20), math.gcd(12, 18), math.lcm(4, 6), math.comb(10, 3), math.perm(5, 2), math.isqrt(99))
print(math.log(100, 10), math.log2(8), math.log10(1000), math.exp(1), math.pow(2, 0.5), math.hypot(3, 4))
print(round(math.sin(1), 10), round(math.cos(1), 10), round(math.atan2(1, 2), 10), math.degrees(math.pi), math.radians(180))
print(math.isnan(math.nan), math.isinf(-math.inf), math.isclose(0.1 + 0.2, 0.3), math.fsum([0.1] * 10), math.prod([1, 2, 3, 4]))
print(math.modf(2.5), math.fmod(-7, 3), math.copysign(1, -0.0), math.frexp(8.0), math.ldexp(0.5, 4))
for bad in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.factorial(-1), lambda: math.floor("x")):
    try:
        bad()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
