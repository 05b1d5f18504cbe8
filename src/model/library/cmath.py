"""Functions of complex numbers."""

import math
from math import e, inf, nan, pi, tau

__all__ = ["e", "exp", "inf", "isclose", "isfinite", "isinf", "isnan", "cos", "log", "log10", "nan",
           "phase", "pi", "polar", "rect", "sin", "sqrt", "tau"]


def phase(z, /):
    """The angle."""
    z = complex(z)
    return math.atan2(z.imag, z.real)


def polar(z, /):
    """Length and angle."""
    return abs(complex(z)), phase(z)


def rect(r, phi, /):
    """The number with this length and angle."""
    return complex(r * math.cos(phi), r * math.sin(phi))


def sqrt(z, /):
    """The square root to the right of the imaginary axis."""
    z = complex(z)
    if not z:
        return complex(0.0, z.imag)
    half = math.sqrt((abs(z.real) + abs(z)) / 2)
    other = abs(z.imag) / (2 * half)
    if z.real >= 0:
        return complex(half, math.copysign(other, z.imag))
    return complex(other, math.copysign(half, z.imag))


def exp(z, /):
    """e to the power of z."""
    z = complex(z)
    return rect(math.exp(z.real), z.imag)


def log(z, base=None, /):
    """The natural logarithm, or that to a base."""
    z = complex(z)
    found = complex(math.log(abs(z)), phase(z))
    return found if base is None else found / log(base)


def log10(z, /):
    """The logarithm to base 10."""
    z = complex(z)
    return complex(math.log10(abs(z)), phase(z) / math.log(10))


def sin(z, /):
    z = complex(z)
    return complex(math.sin(z.real) * math.cosh(z.imag), math.cos(z.real) * math.sinh(z.imag))


def cos(z, /):
    z = complex(z)
    return complex(math.cos(z.real) * math.cosh(z.imag), -math.sin(z.real) * math.sinh(z.imag))


def isfinite(z, /):
    z = complex(z)
    return math.isfinite(z.real) and math.isfinite(z.imag)


def isinf(z, /):
    z = complex(z)
    return math.isinf(z.real) or math.isinf(z.imag)


def isnan(z, /):
    z = complex(z)
    return math.isnan(z.real) or math.isnan(z.imag)


def isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0):
    """Whether two numbers are about the same."""
    return a == b or abs(a - b) <= max(rel_tol * max(abs(a), abs(b)), abs_tol)
