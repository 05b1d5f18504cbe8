"""Decimal floating point: exact digits, rounded to the context's precision."""

import threading

__all__ = ["Decimal", "Context", "DecimalException", "Clamped", "InvalidOperation",
           "DivisionByZero", "Inexact", "Rounded", "Overflow", "Underflow", "FloatOperation",
           "ConversionSyntax", "DivisionImpossible", "DivisionUndefined", "getcontext",
           "setcontext", "localcontext", "DefaultContext", "BasicContext", "ExtendedContext",
           "ROUND_DOWN", "ROUND_HALF_UP", "ROUND_HALF_EVEN", "ROUND_CEILING", "ROUND_FLOOR",
           "ROUND_UP", "ROUND_HALF_DOWN", "ROUND_05UP", "MAX_PREC"]

ROUND_DOWN = "ROUND_DOWN"
ROUND_HALF_UP = "ROUND_HALF_UP"
ROUND_HALF_EVEN = "ROUND_HALF_EVEN"
ROUND_CEILING = "ROUND_CEILING"
ROUND_FLOOR = "ROUND_FLOOR"
ROUND_UP = "ROUND_UP"
ROUND_HALF_DOWN = "ROUND_HALF_DOWN"
ROUND_05UP = "ROUND_05UP"
MAX_PREC = 999999999999999999


class DecimalException(ArithmeticError):
    """Base of this module's exceptions."""


class Clamped(DecimalException):
    """An exponent was changed to fit."""


class InvalidOperation(DecimalException):
    """An operation without a defined result."""


class ConversionSyntax(InvalidOperation):
    """A text that is no number."""


class DivisionByZero(DecimalException, ZeroDivisionError):
    """A finite number divided by zero."""


class DivisionImpossible(InvalidOperation):
    """An integer quotient with too many digits."""


class DivisionUndefined(InvalidOperation, ZeroDivisionError):
    """Zero divided by zero."""


class Inexact(DecimalException):
    """Digits were lost."""


class Rounded(DecimalException):
    """Digits were dropped."""


class Overflow(Inexact, Rounded):
    """Too large."""


class Underflow(Inexact, Rounded):
    """Too small."""


class FloatOperation(DecimalException, TypeError):
    """Floats and decimals were mixed."""


for _error in (DecimalException, Clamped, InvalidOperation, ConversionSyntax, DivisionByZero,
               DivisionImpossible, DivisionUndefined, Inexact, Rounded, Overflow, Underflow,
               FloatOperation):
    _error.__module__ = "decimal"


class Context:
    """How results are rounded, and to how many digits."""

    def __init__(self, prec=28, rounding=ROUND_HALF_EVEN, Emin=-999999, Emax=999999, capitals=1,
                 clamp=0, flags=None, traps=None):
        self.prec = prec
        self.rounding = rounding
        self.Emin = Emin
        self.Emax = Emax
        self.capitals = capitals
        self.clamp = clamp
        self.flags = {} if flags is None else flags
        self.traps = {InvalidOperation: True, DivisionByZero: True, Overflow: True}
        if isinstance(traps, dict):
            self.traps.update(traps)

    def copy(self):
        return Context(self.prec, self.rounding, self.Emin, self.Emax, self.capitals, self.clamp)

    def create_decimal(self, num="0"):
        return Decimal(num)._fix(self)

    def divide(self, a, b):
        return _decimal(a)._divide(_decimal(b), self)

    def add(self, a, b):
        return _decimal(a)._add(_decimal(b), self)

    def subtract(self, a, b):
        return _decimal(a)._add(_decimal(b).copy_negate(), self)

    def multiply(self, a, b):
        return _decimal(a)._multiply(_decimal(b), self)

    def sqrt(self, a):
        return _decimal(a).sqrt(self)

    def quantize(self, a, b):
        return _decimal(a).quantize(b, context=self)

    def clear_flags(self):
        self.flags = {}

    def __repr__(self):
        return ("Context(prec=%d, rounding=%s, Emin=%d, Emax=%d, capitals=%d, clamp=%d, flags=[],"
                " traps=[InvalidOperation, DivisionByZero, Overflow])"
                % (self.prec, self.rounding, self.Emin, self.Emax, self.capitals, self.clamp))


DefaultContext = Context()
BasicContext = Context(prec=9, rounding=ROUND_HALF_UP)
ExtendedContext = Context(prec=9)
_own = threading.local()


def getcontext():
    """The running thread's context."""
    context = getattr(_own, "context", None)
    if context is None:
        context = DefaultContext.copy()
        _own.context = context
    return context


def setcontext(context):
    """Gives the running thread a context."""
    _own.context = context


class _ContextManager:
    def __init__(self, context):
        self._new = context

    def __enter__(self):
        self._saved = getcontext()
        setcontext(self._new)
        return self._new

    def __exit__(self, kind, value, trace):
        setcontext(self._saved)


def localcontext(ctx=None, **kwargs):
    """A context for a `with` block."""
    context = (getcontext() if ctx is None else ctx).copy()
    for name, value in kwargs.items():
        setattr(context, name, value)
    return _ContextManager(context)


def _round_up(rounding, sign, coefficient, rest, unit):
    """Whether a coefficient goes up by one, with `rest` of `unit` left over."""
    if rest == 0 or rounding == ROUND_DOWN:
        return False
    if rounding == ROUND_UP:
        return True
    if rounding == ROUND_CEILING:
        return not sign
    if rounding == ROUND_FLOOR:
        return bool(sign)
    if rounding == ROUND_05UP:
        return coefficient % 10 in (0, 5)
    twice = 2 * rest
    if twice != unit:
        return twice > unit
    if rounding == ROUND_HALF_UP:
        return True
    if rounding == ROUND_HALF_DOWN:
        return False
    return coefficient % 2 == 1


def _decimal(value):
    return value if isinstance(value, Decimal) else Decimal(value)


def _made(sign, coefficient, exponent, special=None):
    result = object.__new__(Decimal)
    result._sign = sign
    result._int = coefficient
    result._exp = exponent
    result._special = special
    return result


def _parse(text):
    body = text.strip().replace("_", "")
    sign = 1 if body[:1] == "-" else 0
    if body[:1] in ("-", "+"):
        body = body[1:]
    lower = body.lower()
    if lower in ("inf", "infinity"):
        return _made(sign, 0, 0, "Infinity")
    if lower in ("nan", "snan"):
        return _made(sign, 0, 0, "NaN")
    mantissa, mark, power = lower.partition("e")
    whole, _point, part = mantissa.partition(".")
    digits = whole + part
    plain = power[1:] if power[:1] in ("-", "+") else power
    if not digits.isdigit() or (mark and not plain.isdigit()):
        raise InvalidOperation([ConversionSyntax])
    return _made(sign, int(digits), (int(power) if mark else 0) - len(part))


class Decimal:
    """A decimal number."""

    def __new__(cls, value="0", context=None):
        if isinstance(value, Decimal):
            made = _made(value._sign, value._int, value._exp, value._special)
        elif isinstance(value, int):
            made = _made(1 if value < 0 else 0, abs(int(value)), 0)
        elif isinstance(value, float):
            made = _from_float(value)
        elif isinstance(value, str):
            made = _parse(value)
        elif isinstance(value, (tuple, list)):
            sign, digits, exponent = value
            made = _made(sign, int("".join([str(digit) for digit in digits]) or "0"), exponent)
        else:
            raise TypeError("conversion from %s to Decimal is not supported"
                            % type(value).__name__)
        if cls is Decimal:
            return made
        own = object.__new__(cls)
        own._sign, own._int, own._exp = made._sign, made._int, made._exp
        own._special = made._special
        return own

    @classmethod
    def from_float(cls, f):
        return cls(f)

    # Text

    def __str__(self):
        sign = "-" if self._sign else ""
        if self._special:
            return sign + self._special
        digits = str(self._int)
        left = self._exp + len(digits)
        dot = left if self._exp <= 0 and left > -6 else 1
        if dot <= 0:
            whole, part = "0", "." + "0" * -dot + digits
        elif dot >= len(digits):
            whole, part = digits + "0" * (dot - len(digits)), ""
        else:
            whole, part = digits[:dot], "." + digits[dot:]
        power = "" if left == dot else "E%+d" % (left - dot)
        return sign + whole + part + power

    def __repr__(self):
        return "Decimal('%s')" % self

    def to_eng_string(self, context=None):
        return str(self)

    def __format__(self, spec):
        if not spec:
            return str(self)
        kind = spec[-1] if spec[-1] in "eEfFgGn%" else ""
        body = spec[:-1] if kind else spec
        head, point, digits = body.partition(".")
        places = int(digits) if point else None
        group = "," if "," in head else ("_" if "_" in head else "")
        head = head.replace(group, "") if group else head
        number = self
        if self._special:
            text = str(self).lstrip("-")
        elif kind in ("f", "F", "%"):
            if kind == "%":
                number = _made(self._sign, self._int, self._exp + 2)
            if places is not None:
                number = number._rescale(-places, getcontext().rounding)
            text = number._plain() + ("%" if kind == "%" else "")
        elif kind in ("e", "E"):
            text = number._scientific(places).replace("E", kind)
        else:
            if places is not None:
                number = number._rounded(max(places, 1), getcontext().rounding)
            text = str(number).lstrip("-")
            if kind in ("g", "n"):
                text = text.replace("E", "e")
        whole = text
        rest = ""
        for at, char in enumerate(text):
            if not char.isdigit():
                whole, rest = text[:at], text[at:]
                break
        if group and whole:
            whole = format(int(whole), group)
        return _padded(head, "-" if self._sign else "", whole + rest)

    def _plain(self):
        digits = str(self._int)
        if self._exp >= 0:
            return digits + "0" * (self._exp if self._int else 0)
        digits = digits.rjust(1 - self._exp, "0")
        return digits[:self._exp] + "." + digits[self._exp:]

    def _scientific(self, places):
        number = self if places is None else self._rounded(places + 1, getcontext().rounding)
        digits = str(number._int)
        if places is not None:
            digits = digits.ljust(places + 1, "0")
        part = "." + digits[1:] if len(digits) > 1 else ""
        return digits[0] + part + "E%+d" % (number.adjusted() if number._int else number._exp)

    # Questions

    def as_tuple(self):
        digits = tuple([int(char) for char in str(self._int)])
        if self._special:
            return DecimalTuple(self._sign, (0,), "F" if self._special == "Infinity" else "n")
        return DecimalTuple(self._sign, digits, self._exp)

    def as_integer_ratio(self):
        if self._special:
            raise ValueError("cannot convert %s to integer ratio" % self._special)
        top = -self._int if self._sign else self._int
        if self._exp >= 0:
            return (top * 10 ** self._exp, 1)
        import math
        below = 10 ** -self._exp
        common = math.gcd(top, below)
        return (top // common, below // common)

    def adjusted(self):
        return self._exp + len(str(self._int)) - 1

    def is_nan(self):
        return self._special == "NaN"

    def is_infinite(self):
        return self._special == "Infinity"

    def is_finite(self):
        return self._special is None

    def is_zero(self):
        return self._special is None and self._int == 0

    def is_signed(self):
        return bool(self._sign)

    def __bool__(self):
        return self._special is not None or self._int != 0

    def __hash__(self):
        if self._special:
            return hash(float(str(self)))
        top, below = self.as_integer_ratio()
        return hash(top) if below == 1 else hash(top / below)

    def _compare(self, other):
        """-1, 0, 1, or None for a NaN."""
        if self.is_nan() or other.is_nan():
            return None
        if self._special or other._special:
            mine = float(str(self)) if self._special else 0.0
            theirs = float(str(other)) if other._special else 0.0
        else:
            least = min(self._exp, other._exp)
            mine = self._scaled(least)
            theirs = other._scaled(least)
        return (mine > theirs) - (mine < theirs)

    def _scaled(self, exponent):
        number = self._int * 10 ** (self._exp - exponent)
        return -number if self._sign else number

    def compare(self, other, context=None):
        order = self._compare(_decimal(other))
        return _made(0, 0, 0, "NaN") if order is None else Decimal(order)

    def __eq__(self, other):
        other = _operand(other)
        return NotImplemented if other is None else self._compare(other) == 0

    def __lt__(self, other):
        return _ordered(self, other, (-1,))

    def __le__(self, other):
        return _ordered(self, other, (-1, 0))

    def __gt__(self, other):
        return _ordered(self, other, (1,))

    def __ge__(self, other):
        return _ordered(self, other, (1, 0))

    def max(self, other, context=None):
        other = _decimal(other)
        return self if self >= other else other

    def min(self, other, context=None):
        other = _decimal(other)
        return self if self <= other else other

    # Rounding

    def _rounded(self, digits, rounding):
        """This number with at most so many digits."""
        if self._special:
            return self
        drop = len(str(self._int)) - digits
        if drop <= 0:
            return self
        result = self._rescale(self._exp + drop, rounding)
        if len(str(result._int)) > digits:
            return _made(result._sign, result._int // 10, result._exp + 1)
        return result

    def _fix(self, context):
        context = getcontext() if context is None else context
        return self._rounded(context.prec, context.rounding)

    def _rescale(self, exponent, rounding):
        if self._exp >= exponent:
            return _made(self._sign, self._int * 10 ** (self._exp - exponent), exponent)
        unit = 10 ** (exponent - self._exp)
        coefficient, rest = divmod(self._int, unit)
        if _round_up(rounding, self._sign, coefficient, rest, unit):
            coefficient += 1
        return _made(self._sign, coefficient, exponent)

    def quantize(self, exp, rounding=None, context=None):
        context = getcontext() if context is None else context
        exp = _decimal(exp)
        if self._special or exp._special:
            if self._special == exp._special:
                return self
            raise InvalidOperation([InvalidOperation])
        result = self._rescale(exp._exp, rounding or context.rounding)
        if len(str(result._int)) > context.prec:
            raise InvalidOperation([InvalidOperation])
        return result

    def to_integral_value(self, rounding=None, context=None):
        if self._special or self._exp >= 0:
            return self
        return self._rescale(0, rounding or getcontext().rounding)

    to_integral = to_integral_value
    to_integral_exact = to_integral_value

    def normalize(self, context=None):
        number = self._fix(context)
        if number._special:
            return number
        if number._int == 0:
            return _made(number._sign, 0, 0)
        coefficient, exponent = number._int, number._exp
        while coefficient % 10 == 0:
            coefficient //= 10
            exponent += 1
        return _made(number._sign, coefficient, exponent)

    def __round__(self, n=None):
        if n is None:
            return int(self._rescale(0, ROUND_HALF_EVEN))
        return self._rescale(-n, ROUND_HALF_EVEN)

    def __int__(self):
        if self._special == "NaN":
            raise ValueError("cannot convert NaN to integer")
        if self._special:
            raise OverflowError("cannot convert Infinity to integer")
        number = self._rescale(0, ROUND_DOWN) if self._exp < 0 else self._rescale(0, ROUND_DOWN)
        return -number._int if number._sign else number._int

    __trunc__ = __int__

    def __floor__(self):
        return int(self._rescale(0, ROUND_FLOOR))

    def __ceil__(self):
        return int(self._rescale(0, ROUND_CEILING))

    def __float__(self):
        return float(str(self))

    # Arithmetic

    def __neg__(self):
        sign = 0 if self._int == 0 and not self._special else 1 - self._sign
        return _made(sign, self._int, self._exp, self._special)._fix(None)

    def __pos__(self):
        return self._fix(None)

    def __abs__(self):
        return _made(0, self._int, self._exp, self._special)._fix(None)

    def copy_abs(self):
        return _made(0, self._int, self._exp, self._special)

    def copy_negate(self):
        return _made(1 - self._sign, self._int, self._exp, self._special)

    def _add(self, other, context=None):
        if self._special or other._special:
            if self.is_nan() or other.is_nan():
                return _made(0, 0, 0, "NaN")
            if self._special and other._special and self._sign != other._sign:
                raise InvalidOperation([InvalidOperation])
            return self if self._special else other
        least = min(self._exp, other._exp)
        total = self._scaled(least) + other._scaled(least)
        both_negative = self._sign and other._sign
        sign = 1 if total < 0 or (total == 0 and both_negative) else 0
        return _made(sign, abs(total), least)._fix(context)

    def _multiply(self, other, context=None):
        sign = self._sign ^ other._sign
        if self._special or other._special:
            if self.is_nan() or other.is_nan():
                return _made(0, 0, 0, "NaN")
            if not self or not other:
                raise InvalidOperation([InvalidOperation])
            return _made(sign, 0, 0, "Infinity")
        return _made(sign, self._int * other._int, self._exp + other._exp)._fix(context)

    def _divide(self, other, context=None):
        context = getcontext() if context is None else context
        sign = self._sign ^ other._sign
        if self._special or other._special:
            if self.is_nan() or other.is_nan():
                return _made(0, 0, 0, "NaN")
            if self._special and other._special:
                raise InvalidOperation([InvalidOperation])
            return _made(sign, 0, 0, "Infinity") if self._special else _made(sign, 0, 0)
        if other._int == 0:
            if self._int == 0:
                raise InvalidOperation([DivisionUndefined])
            raise DivisionByZero([DivisionByZero])
        ideal = self._exp - other._exp
        if self._int == 0:
            return _made(sign, 0, ideal)
        shift = len(str(other._int)) - len(str(self._int)) + context.prec + 1
        exponent = ideal - shift
        if shift >= 0:
            coefficient, rest = divmod(self._int * 10 ** shift, other._int)
        else:
            coefficient, rest = divmod(self._int, other._int * 10 ** -shift)
        if rest:
            # An odd last digit, so that rounding sees that there is more.
            if coefficient % 5 == 0:
                coefficient += 1
        else:
            while exponent < ideal and coefficient % 10 == 0:
                coefficient //= 10
                exponent += 1
        return _made(sign, coefficient, exponent)._fix(context)

    def _divmod(self, other):
        if other._int == 0 and not other._special:
            if self._int == 0:
                raise InvalidOperation([DivisionUndefined])
            raise DivisionByZero([DivisionByZero])
        if self._special or other._special:
            raise InvalidOperation([InvalidOperation])
        least = min(self._exp, other._exp)
        mine = self._int * 10 ** (self._exp - least)
        theirs = other._int * 10 ** (other._exp - least)
        quotient, rest = divmod(mine, theirs)
        return (_made(self._sign ^ other._sign, quotient, 0), _made(self._sign, rest, least))

    def __add__(self, other):
        other = _operand(other, False)
        return NotImplemented if other is None else self._add(other)

    __radd__ = __add__

    def __sub__(self, other):
        other = _operand(other, False)
        return NotImplemented if other is None else self._add(other.copy_negate())

    def __rsub__(self, other):
        other = _operand(other, False)
        return NotImplemented if other is None else other._add(self.copy_negate())

    def __mul__(self, other):
        other = _operand(other, False)
        return NotImplemented if other is None else self._multiply(other)

    __rmul__ = __mul__

    def __truediv__(self, other):
        other = _operand(other, False)
        return NotImplemented if other is None else self._divide(other)

    def __rtruediv__(self, other):
        other = _operand(other, False)
        return NotImplemented if other is None else other._divide(self)

    def __floordiv__(self, other):
        other = _operand(other, False)
        return NotImplemented if other is None else self._divmod(other)[0]

    def __rfloordiv__(self, other):
        other = _operand(other, False)
        return NotImplemented if other is None else other._divmod(self)[0]

    def __mod__(self, other):
        other = _operand(other, False)
        if other is None:
            return NotImplemented
        if other._int == 0 and not other._special:
            raise InvalidOperation([DivisionUndefined if self._int == 0 else InvalidOperation])
        return self._divmod(other)[1]._fix(None)

    def __rmod__(self, other):
        other = _operand(other, False)
        return NotImplemented if other is None else other % self

    def __divmod__(self, other):
        other = _operand(other, False)
        if other is None:
            return NotImplemented
        if other.is_zero() and not self.is_zero():
            raise InvalidOperation([InvalidOperation, DivisionByZero])
        return self._divmod(other)

    def __pow__(self, other, modulo=None):
        other = _operand(other, False)
        if other is None:
            return NotImplemented
        if other != other.to_integral_value():
            return _power(self, other)
        times = int(other)
        if self._int == 0 and not self._special and times:
            negative = self._sign if times % 2 else 0
            return _made(negative, 0, 0, "Infinity" if times < 0 else None)
        if times < 0:
            return Decimal(1)._divide(self ** -times)
        if self._special:
            return _made(self._sign if times % 2 else 0, 0, 0, self._special)
        return _made(self._sign if times % 2 else 0, self._int ** times, self._exp * times)._fix(None)

    def __rpow__(self, other):
        other = _operand(other, False)
        return NotImplemented if other is None else other ** self

    def sqrt(self, context=None):
        context = getcontext() if context is None else context
        if self._sign and self._int:
            raise InvalidOperation([InvalidOperation])
        if self._special or self._int == 0:
            return _made(self._sign, 0, self._exp // 2, self._special)
        import math
        places = context.prec + 1
        ideal = self._exp // 2
        shift = 2 * places
        if self._exp % 2:
            shift += 1
        square = self._int * 10 ** shift
        exponent = (self._exp - shift) // 2
        root = math.isqrt(square)
        if root * root != square:
            if root % 5 == 0:
                root += 1
        else:
            while exponent < ideal and root % 10 == 0:
                root //= 10
                exponent += 1
        result = _made(0, root, exponent)
        return result._rounded(context.prec, ROUND_HALF_EVEN)

    def exp(self, context=None):
        return _exponential(self, getcontext() if context is None else context)

    def ln(self, context=None):
        return _logarithm(self, getcontext() if context is None else context)

    def log10(self, context=None):
        context = getcontext() if context is None else context
        if self._int == 10 ** (len(str(self._int)) - 1) and not self._sign:
            return Decimal(self.adjusted())
        wide = _wider(context)
        quotient = _logarithm(self, wide)._divide(_logarithm(Decimal(10), wide), wide)
        return quotient._fix(context)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


def _padded(head, sign, body):
    fill, align = " ", ">"
    if len(head) > 1 and head[1] in "<>^=":
        fill, align, head = head[0], head[1], head[2:]
    elif head[:1] in ("<", ">", "^", "="):
        align, head = head[0], head[1:]
    if head[:1] in ("+", "-", " "):
        if head[0] != "-" and not sign:
            sign = head[0]
        head = head[1:]
    if head[:1] == "0":
        fill, align, head = "0", "=", head[1:]
    width = int(head) if head else 0
    if align == "=":
        return sign + body.rjust(width - len(sign), fill)
    text = sign + body
    if align == "<":
        return text.ljust(width, fill)
    if align == "^":
        left = (width - len(text)) // 2
        return (fill * left + text).ljust(width, fill)
    return text.rjust(width, fill)


def _from_float(number):
    if number != number:
        return _made(0, 0, 0, "NaN")
    if number in (float("inf"), float("-inf")):
        return _made(1 if number < 0 else 0, 0, 0, "Infinity")
    top, below = abs(number).as_integer_ratio()
    power = below.bit_length() - 1
    negative = number < 0 or str(number)[0] == "-"
    return _made(1 if negative else 0, top * 5 ** power, -power)


def _operand(value, floats=True):
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int) or (floats and isinstance(value, float)):
        return Decimal(value)
    return None


def _ordered(one, other, wanted):
    other = _operand(other)
    if other is None:
        return NotImplemented
    order = one._compare(other)
    if order is None:
        raise InvalidOperation([InvalidOperation])
    return order in wanted


def _wider(context):
    wide = context.copy()
    wide.prec += 10
    return wide


def _exponential(number, context):
    if number.is_zero():
        return Decimal(1)
    wide = _wider(context)
    halvings = max(0, number.adjusted() + 1) * 4
    small = number._divide(Decimal(2 ** halvings), wide)
    term = total = Decimal(1)
    for count in range(1, 10 * wide.prec):
        term = term._multiply(small, wide)._divide(Decimal(count), wide)
        if not term or term.adjusted() < total.adjusted() - wide.prec:
            break
        total = total._add(term, wide)
    for _ in range(halvings):
        total = total._multiply(total, wide)
    return total._fix(context)


def _logarithm(number, context):
    if number.is_zero():
        return _made(1, 0, 0, "Infinity")
    if number._sign:
        raise InvalidOperation([InvalidOperation])
    if number == 1:
        return Decimal(0)
    import math
    wide = _wider(context)
    guess = Decimal(math.log(number._int) + number._exp * math.log(10))._fix(wide)
    for _ in range(6):
        power = _exponential(guess, wide)
        step = number._add(power.copy_negate(), wide)._divide(number._add(power, wide), wide)
        guess = guess._add(step._multiply(Decimal(2), wide), wide)
    return guess._fix(context)


def _power(base, exponent):
    context = getcontext()
    wide = _wider(context)
    return _exponential(exponent._multiply(_logarithm(base, wide), wide), wide)._fix(context)


class DecimalTuple(tuple):
    """Sign, digits and exponent of a number."""

    def __new__(cls, sign, digits, exponent):
        return tuple.__new__(cls, (sign, digits, exponent))

    @property
    def sign(self):
        return self[0]

    @property
    def digits(self):
        return self[1]

    @property
    def exponent(self):
        return self[2]

    def __repr__(self):
        return "DecimalTuple(sign=%r, digits=%r, exponent=%r)" % tuple(self)


Decimal.__module__ = "decimal"
