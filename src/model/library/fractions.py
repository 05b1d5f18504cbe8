"""Exact fractions."""

import math

__all__ = ["Fraction"]

_gcd = math.gcd


def _parsed(text):
    """Numerator and denominator of "3/4", "-1.25", "1e-3"."""
    whole = text.strip()
    bad = ValueError("Invalid literal for Fraction: %r" % text)
    body = whole.replace("_", "")
    if "/" in body:
        top, _, bottom = body.partition("/")
        if not bottom.isdigit() or not top.lstrip("+-").isdigit() or len(top) - len(
                top.lstrip("+-")) > 1:
            raise bad
        return int(top), int(bottom)
    body, _, power = body.lower().partition("e")
    sign = -1 if body[:1] == "-" else 1
    if body[:1] in ("+", "-"):
        body = body[1:]
    left, dot, right = body.partition(".")
    if not (left + right).isdigit() or "e" in whole.lower() and not power.lstrip("+-").isdigit():
        raise bad
    top = sign * int(left + right)
    shift = (int(power) if power else 0) - len(right)
    return (top * 10 ** shift, 1) if shift >= 0 else (top, 10 ** -shift)


class Fraction:
    """A numerator over a denominator, in lowest terms."""

    __slots__ = ("_numerator", "_denominator")

    def __new__(cls, numerator=0, denominator=None):
        self = object.__new__(cls)
        if denominator is None:
            top, bottom = _ratio(numerator)
        elif isinstance(numerator, (int, Fraction)) and isinstance(denominator, (int, Fraction)):
            a, b = _ratio(numerator)
            c, d = _ratio(denominator)
            top, bottom = a * d, b * c
        else:
            raise TypeError("both arguments should be Rational instances")
        if bottom == 0:
            raise ZeroDivisionError("Fraction(%s, 0)" % top)
        common = _gcd(top, bottom)
        if bottom < 0:
            common = -common
        self._numerator = top // common
        self._denominator = bottom // common
        return self

    def __init__(self, numerator=0, denominator=None):
        pass

    @property
    def numerator(self):
        return self._numerator

    @property
    def denominator(self):
        return self._denominator

    @classmethod
    def from_float(cls, f):
        """The exact value of a float."""
        return cls(f)

    @classmethod
    def from_decimal(cls, dec):
        """The exact value of a decimal."""
        return cls(dec)

    def as_integer_ratio(self):
        """Numerator and denominator."""
        return (self._numerator, self._denominator)

    def limit_denominator(self, max_denominator=1000000):
        """The nearest fraction with a denominator that is not larger."""
        if max_denominator < 1:
            raise ValueError("max_denominator should be at least 1")
        if self._denominator <= max_denominator:
            return Fraction(self)
        p0, q0, p1, q1 = 0, 1, 1, 0
        n, d = self._numerator, self._denominator
        while True:
            a = n // d
            q2 = q0 + a * q1
            if q2 > max_denominator:
                break
            p0, q0, p1, q1 = p1, q1, p0 + a * p1, q2
            n, d = d, n - a * d
        k = (max_denominator - q0) // q1
        one = Fraction(p0 + k * p1, q0 + k * q1)
        two = Fraction(p1, q1)
        return two if abs(two - self) <= abs(one - self) else one

    def __repr__(self):
        return "%s(%s, %s)" % (type(self).__name__, self._numerator, self._denominator)

    def __str__(self):
        if self._denominator == 1:
            return str(self._numerator)
        return "%s/%s" % (self._numerator, self._denominator)

    def __hash__(self):
        if self._denominator == 1:
            return hash(self._numerator)
        prime = (1 << 61) - 1
        if self._denominator % prime == 0:
            found = 314159
        else:
            found = abs(self._numerator) * pow(self._denominator, -1, prime) % prime
        return -2 if self._numerator < 0 and found == 1 else (
            -found if self._numerator < 0 else found)

    def __bool__(self):
        return self._numerator != 0

    def __float__(self):
        return self._numerator / self._denominator

    def __int__(self):
        return self.__trunc__()

    def __trunc__(self):
        top = self._numerator
        return -(-top // self._denominator) if top < 0 else top // self._denominator

    def __floor__(self):
        return self._numerator // self._denominator

    def __ceil__(self):
        return -(-self._numerator // self._denominator)

    def __round__(self, ndigits=None):
        if ndigits is None:
            floor, rest = divmod(self._numerator, self._denominator)
            if rest * 2 < self._denominator:
                return floor
            if rest * 2 > self._denominator:
                return floor + 1
            return floor if floor % 2 == 0 else floor + 1
        scale = 10 ** abs(ndigits)
        if ndigits > 0:
            return Fraction(round(self * scale), scale)
        return Fraction(round(self / scale) * scale)

    def __pos__(self):
        return Fraction(self)

    def __neg__(self):
        return Fraction(-self._numerator, self._denominator)

    def __abs__(self):
        return Fraction(abs(self._numerator), self._denominator)

    def _with(self, other, op, swapped):
        if isinstance(other, (int, Fraction)):
            a, b = _ratio(self)
            c, d = _ratio(other)
            return op(c, d, a, b) if swapped else op(a, b, c, d)
        return NotImplemented

    def __add__(self, other):
        if isinstance(other, float):
            return float(self) + other
        return self._with(other, _add, False)

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        if isinstance(other, float):
            return float(self) - other
        return self._with(other, _subtract, False)

    def __rsub__(self, other):
        if isinstance(other, float):
            return other - float(self)
        return self._with(other, _subtract, True)

    def __mul__(self, other):
        if isinstance(other, float):
            return float(self) * other
        return self._with(other, _multiply, False)

    def __rmul__(self, other):
        return self * other

    def __truediv__(self, other):
        if isinstance(other, float):
            return float(self) / other
        return self._with(other, _divide, False)

    def __rtruediv__(self, other):
        if isinstance(other, float):
            return other / float(self)
        return self._with(other, _divide, True)

    def __floordiv__(self, other):
        if isinstance(other, float):
            return float(self) // other
        return self._with(other, _floor_divide, False)

    def __rfloordiv__(self, other):
        if isinstance(other, float):
            return other // float(self)
        return self._with(other, _floor_divide, True)

    def __mod__(self, other):
        if isinstance(other, float):
            return float(self) % other
        return self._with(other, _modulo, False)

    def __rmod__(self, other):
        if isinstance(other, float):
            return other % float(self)
        return self._with(other, _modulo, True)

    def __divmod__(self, other):
        return (self // other, self % other)

    def __pow__(self, other):
        if isinstance(other, Fraction) and other._denominator == 1:
            other = other._numerator
        if not isinstance(other, int):
            return float(self) ** float(other)
        if other >= 0:
            return Fraction(self._numerator ** other, self._denominator ** other)
        if self._numerator == 0:
            raise ZeroDivisionError("Fraction(%s, 0)" % self._denominator ** -other)
        return Fraction(self._denominator ** -other, self._numerator ** -other)

    def __rpow__(self, other):
        if self._denominator == 1 and self._numerator >= 0:
            return other ** self._numerator
        return other ** float(self)

    def __eq__(self, other):
        if isinstance(other, float):
            return float(self) == other if other in (math.inf, -math.inf) or other != other else (
                _ratio(self) == _ratio(other))
        if isinstance(other, (int, Fraction)):
            return _ratio(self) == _ratio(other)
        return NotImplemented

    def _ordered(self, other, op):
        if isinstance(other, (int, Fraction, float)):
            if isinstance(other, float) and (other != other or other in (math.inf, -math.inf)):
                return op(0.0, other)
            a, b = _ratio(self)
            c, d = _ratio(other)
            return op(a * d, c * b)
        return NotImplemented

    def __lt__(self, other):
        return self._ordered(other, lambda a, b: a < b)

    def __le__(self, other):
        return self._ordered(other, lambda a, b: a <= b)

    def __gt__(self, other):
        return self._ordered(other, lambda a, b: a > b)

    def __ge__(self, other):
        return self._ordered(other, lambda a, b: a >= b)


def _ratio(number):
    if isinstance(number, Fraction):
        return number._numerator, number._denominator
    if isinstance(number, int):
        return int(number), 1
    if isinstance(number, str):
        return _parsed(number)
    if hasattr(number, "as_integer_ratio"):
        return number.as_integer_ratio()
    raise TypeError("argument should be a string or a Rational instance")


def _add(a, b, c, d):
    return Fraction(a * d + c * b, b * d)


def _subtract(a, b, c, d):
    return Fraction(a * d - c * b, b * d)


def _multiply(a, b, c, d):
    return Fraction(a * c, b * d)


def _divide(a, b, c, d):
    return Fraction(a * d, b * c)


def _floor_divide(a, b, c, d):
    return (a * d) // (b * c)


def _modulo(a, b, c, d):
    return Fraction((a * d) % (c * b), b * d)
