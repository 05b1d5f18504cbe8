"""Mathematical functions."""

from _math import (
    acos, acosh, asin, asinh, atan, atan2, atanh, cbrt, ceil, comb, copysign, cos, cosh, degrees,
    dist, erf, erfc, exp, exp2, expm1, fabs, factorial, floor, fmod, frexp, fsum, gamma, gcd,
    hypot, isclose, isfinite, isinf, isnan, isqrt, lcm, ldexp, lgamma, log, log10, log1p, log2,
    modf, nextafter, perm, pow, radians, remainder, sin, sinh, sqrt, tan, tanh, trunc, ulp,
    pi, e, tau, inf, nan,
)


def prod(iterable, *, start=1):
    """The product of the items."""
    result = start
    for item in iterable:
        result = result * item
    return result
