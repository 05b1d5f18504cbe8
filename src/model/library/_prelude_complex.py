"""`complex`: numbers with an imaginary part, as two floats."""

from _math import atan2, cos, exp, hypot, log, sin


class complex:
    """A number real + imag*1j."""

    __module__ = "builtins"

    def __new__(cls, real=0, imag=None):
        if isinstance(real, str):
            if imag is not None:
                raise TypeError("complex() can't take second arg if first is a string")
            return _parsed(real)
        first = real if isinstance(real, complex) else _part(real, "first")
        second = 0.0 if imag is None else (
            imag if isinstance(imag, complex) else _part(imag, "second"))
        if isinstance(first, float) and isinstance(second, float):
            return _made(first, second, cls)
        whole = _of(first) + _made(-_of(second).imag, _of(second).real)
        return _made(whole.real, whole.imag, cls)

    def __setattr__(self, name, value):
        raise AttributeError("readonly attribute" if name in ("real", "imag") else
                             "'complex' object has no attribute %r" % name)

    def conjugate(self):
        """The number mirrored at the real axis."""
        return _made(self.real, -self.imag)

    def __complex__(self):
        return self

    def __add__(self, other):
        other = _of(other)
        if other is NotImplemented:
            return other
        return _made(self.real + other.real, self.imag + other.imag)

    __radd__ = __add__

    def __sub__(self, other):
        other = _of(other)
        if other is NotImplemented:
            return other
        return _made(self.real - other.real, self.imag - other.imag)

    def __rsub__(self, other):
        other = _of(other)
        return other if other is NotImplemented else other - self

    def __mul__(self, other):
        other = _of(other)
        if other is NotImplemented:
            return other
        return _made(self.real * other.real - self.imag * other.imag,
                     self.real * other.imag + self.imag * other.real)

    __rmul__ = __mul__

    def __truediv__(self, other):
        other = _of(other)
        return other if other is NotImplemented else _quotient(self, other)

    def __rtruediv__(self, other):
        other = _of(other)
        return other if other is NotImplemented else _quotient(other, self)

    def __pow__(self, other, mod=None):
        if mod is not None:
            raise ValueError("complex modulo")
        other = _of(other)
        return other if other is NotImplemented else _power(self, other)

    def __rpow__(self, other):
        other = _of(other)
        return other if other is NotImplemented else _power(other, self)

    def __neg__(self):
        return _made(-self.real, -self.imag)

    def __pos__(self):
        return self

    def __abs__(self):
        size = hypot(self.real, self.imag)
        if size == _INFINITE and abs(self.real) != size and abs(self.imag) != size:
            raise OverflowError("absolute value too large")
        return size

    def __bool__(self):
        return self.real != 0 or self.imag != 0

    def __eq__(self, other):
        other = _of(other)
        if other is NotImplemented:
            return other
        return self.real == other.real and self.imag == other.imag

    def __hash__(self):
        return hash(self.real) + 1000003 * hash(self.imag) if self.imag else hash(self.real)

    def __repr__(self):
        real, imag = _text(self.real), _text(self.imag)
        if real == "0":
            return imag + "j"
        return "(%s%s%sj)" % (real, "" if imag[0] == "-" else "+", imag)

    def __format__(self, spec):
        if not spec:
            return str(self)
        return "%s%sj" % (format(self.real, spec), format(self.imag, "+" + spec.lstrip("+")))

    def __int__(self):
        raise TypeError("int() argument must be a string, a bytes-like object or a real number,"
                        " not 'complex'")

    def __float__(self):
        raise TypeError("float() argument must be a string or a real number, not 'complex'")


_set = object.__setattr__
_INFINITE = float("inf")


def _made(real, imag, cls=complex):
    """A number of two floats."""
    made = object.__new__(cls)
    _set(made, "real", real)
    _set(made, "imag", imag)
    return made


def _of(value):
    """An operand as a complex number."""
    if isinstance(value, complex):
        return value
    if isinstance(value, (int, float)):
        return _made(float(value), 0.0)
    return NotImplemented


def _part(value, which):
    if isinstance(value, (int, float)):
        return float(value)
    kind = type(value)
    if which == "first" and hasattr(kind, "__complex__"):
        return value.__complex__()
    if hasattr(kind, "__float__") and not isinstance(value, str):
        return float(value)
    if which == "first":
        raise TypeError("complex() first argument must be a string or a number, not %r"
                        % kind.__name__)
    if isinstance(value, str):
        raise TypeError("complex() second arg can't be a string")
    raise TypeError("complex() second argument must be a number, not %r" % kind.__name__)


def _parsed(text):
    """complex("1+2j")"""
    body = text.strip()
    if body.startswith("(") and body.endswith(")"):
        body = body[1:-1].strip()
    try:
        if body[-1:] not in ("j", "J"):
            return _made(float(body), 0.0)
        body = body[:-1]
        at = max([i for i, c in enumerate(body) if c in "+-" and (i == 0 or body[i - 1] not in "eE")
                  ] or [0])
        real, imag = body[:at], body[at:]
        if imag in ("", "+", "-"):
            imag += "1"
        return _made(float(real) if real else 0.0, float(imag))
    except ValueError:
        raise ValueError("complex() arg is a malformed string") from None


def _text(part):
    text = repr(part)
    return text[:-2] if text.endswith(".0") else text


def _quotient(a, b):
    """Divided so that no part grows too large on the way."""
    if abs(b.real) >= abs(b.imag):
        if b.real == 0:
            raise ZeroDivisionError("complex division by zero")
        ratio = b.imag / b.real
        whole = b.real + b.imag * ratio
        return _made((a.real + a.imag * ratio) / whole, (a.imag - a.real * ratio) / whole)
    ratio = b.real / b.imag
    whole = b.real * ratio + b.imag
    return _made((a.real * ratio + a.imag) / whole, (a.imag * ratio - a.real) / whole)


def _power(a, b):
    if b.imag == 0 and b.real == int(b.real) and abs(b.real) <= 100:
        count = int(b.real)
        found = _product(a, abs(count))
        return found if count >= 0 else _quotient(_made(1.0, 0.0), found)
    if not a:
        if b.imag != 0 or b.real < 0:
            raise ZeroDivisionError("0.0 to a negative or complex power")
        return _made(0.0, 0.0)
    size = hypot(a.real, a.imag)
    length = size ** b.real
    at = atan2(a.imag, a.real)
    phase = at * b.real
    if b.imag != 0:
        length *= exp(-at * b.imag)
        phase += b.imag * log(size)
    return _made(length * cos(phase), length * sin(phase))


def _product(a, count):
    found = _made(1.0, 0.0)
    while count:
        if count & 1:
            found = found * a
        a = a * a
        count >>= 1
    return found
