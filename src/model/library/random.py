"""Random numbers: the Mersenne Twister, giving the same numbers as CPython for the same seed."""

import _random
from _math import (acos as _acos, ceil as _ceil, cos as _cos, e as _e, exp as _exp,
                   floor as _floor, isfinite as _isfinite, log as _log, pi as _pi, sin as _sin,
                   sqrt as _sqrt)

__all__ = [
    "Random", "SystemRandom", "betavariate", "choice", "choices", "expovariate", "gammavariate",
    "gauss", "getrandbits", "getstate", "lognormvariate", "normalvariate", "paretovariate",
    "randbytes", "randint", "random", "randrange", "sample", "seed", "setstate", "shuffle",
    "triangular", "uniform", "vonmisesvariate", "weibullvariate",
]

_TWO_PI = 2.0 * _pi
_NORMAL_MAGIC = 4 * _exp(-0.5) / _sqrt(2.0)
_LOG4 = _log(4.0)
_GAMMA_MAGIC = 1.0 + _log(4.5)


class Random:
    """A generator of its own, with a state of its own."""

    VERSION = 3

    def __init__(self, x=None):
        self._mt = _random.MT()
        self.gauss_next = None
        self.seed(x)

    def seed(self, a=None, version=2):
        """Starts over from `a`: an int, float, str or bytes; None for an unforeseeable start."""
        if isinstance(a, (str, bytes)):
            a = _random.seed_str(a)
        elif isinstance(a, float):
            a = hash(a)
        elif a is not None and not isinstance(a, int):
            raise TypeError("The only supported seed types are: None,\n"
                            "int, float, str, bytes, and bytearray.")
        self._mt.seed(None if a is None else abs(int(a)))
        self.gauss_next = None

    def getstate(self):
        """The state, for setstate."""
        return (self.VERSION, self._mt.getstate(), self.gauss_next)

    def setstate(self, state):
        """Goes on from a state that getstate gave."""
        if state[0] != self.VERSION:
            raise ValueError("state with version %s passed to Random.setstate() of version %s"
                             % (state[0], self.VERSION))
        self._mt.setstate(state[1])
        self.gauss_next = state[2]

    def random(self):
        """A float from 0.0 up to but not including 1.0."""
        return self._mt.random()

    def getrandbits(self, k):
        """An int of `k` random bits."""
        return self._mt.getrandbits(k)

    def randbytes(self, n):
        """`n` random bytes."""
        return self._mt.getrandbits(n * 8).to_bytes(n, "little")

    def _randbelow(self, n):
        bits = n.bit_length()
        draw = self._mt.getrandbits
        value = draw(bits)
        while value >= n:
            value = draw(bits)
        return value

    def randrange(self, start, stop=None, step=1):
        """A random item of range(start, stop, step)."""
        start = _whole(start, 1)
        if stop is None:
            if start > 0:
                return self._randbelow(start)
            raise ValueError("empty range for randrange()")
        stop = _whole(stop, 2)
        width = stop - start
        step = _whole(step, 3)
        if step == 1:
            if width > 0:
                return start + self._randbelow(width)
            raise ValueError("empty range for randrange() (%d, %d, %d)" % (start, stop, width))
        if step > 0:
            count = (width + step - 1) // step
        elif step < 0:
            count = (width + step + 1) // step
        else:
            raise ValueError("zero step for randrange()")
        if count <= 0:
            raise ValueError("empty range for randrange()")
        return start + step * self._randbelow(count)

    def randint(self, a, b):
        """A random int from `a` to `b`, both included."""
        return self.randrange(a, b + 1)

    def choice(self, seq):
        """A random item of a sequence."""
        count = len(seq)
        if not count:
            raise IndexError("Cannot choose from an empty sequence")
        return seq[self._randbelow(count)]

    def shuffle(self, x):
        """Puts a list into random order, in place."""
        below = self._randbelow
        for i in range(len(x) - 1, 0, -1):
            j = below(i + 1)
            x[i], x[j] = x[j], x[i]

    def sample(self, population, k, *, counts=None):
        """`k` different items of a sequence, in random order."""
        if isinstance(population, (set, frozenset, dict)) or not hasattr(population, "__len__"):
            raise TypeError("Population must be a sequence.  For dicts or sets, use sorted(d).")
        if counts is not None:
            return self._sample_counted(population, k, counts)
        count = len(population)
        if not 0 <= k <= count:
            raise ValueError("Sample larger than population or is negative")
        below = self._randbelow
        result = []
        set_size = 21
        if k > 5:
            set_size += 4 ** _ceil(_log(k * 3, 4))
        if count <= set_size:
            pool = list(population)
            for i in range(k):
                j = below(count - i)
                result.append(pool[j])
                pool[j] = pool[count - i - 1]
            return result
        taken = set()
        for i in range(k):
            j = below(count)
            while j in taken:
                j = below(count)
            taken.add(j)
            result.append(population[j])
        return result

    def _sample_counted(self, population, k, counts):
        sums = _running_sums(counts)
        if len(sums) != len(population):
            raise ValueError("The number of counts does not match the population")
        total = sums.pop() if sums else 0
        if not isinstance(total, int):
            raise TypeError("Counts must be integers")
        if total <= 0:
            raise ValueError("Total of counts must be greater than zero")
        picks = self.sample(range(total), k)
        return [population[_place(sums, pick, 0, len(sums))] for pick in picks]

    def choices(self, population, weights=None, *, cum_weights=None, k=1):
        """`k` items, each drawn anew, with weights if given."""
        draw = self.random
        count = len(population)
        if cum_weights is None:
            if weights is None:
                size = count + 0.0
                return [population[_floor(draw() * size)] for _ in range(k)]
            if isinstance(weights, int):
                raise TypeError("The number of choices must be a keyword argument: k=%r" % weights)
            cum_weights = _running_sums(weights)
        elif weights is not None:
            raise TypeError("Cannot specify both weights and cumulative weights")
        if len(cum_weights) != count:
            raise ValueError("The number of weights does not match the population")
        total = cum_weights[-1] + 0.0
        if total <= 0.0:
            raise ValueError("Total of weights must be greater than zero")
        if not _isfinite(total):
            raise ValueError("Total of weights must be finite")
        last = count - 1
        return [population[_place(cum_weights, draw() * total, 0, last)] for _ in range(k)]

    def uniform(self, a, b):
        """A float between `a` and `b`."""
        return a + (b - a) * self.random()

    def triangular(self, low=0.0, high=1.0, mode=None):
        """A float between `low` and `high`, likeliest at `mode`."""
        u = self.random()
        try:
            c = 0.5 if mode is None else (mode - low) / (high - low)
        except ZeroDivisionError:
            return low
        if u > c:
            u = 1.0 - u
            c = 1.0 - c
            low, high = high, low
        return low + (high - low) * _sqrt(u * c)

    def normalvariate(self, mu=0.0, sigma=1.0):
        """Normal distribution."""
        while True:
            u1 = self.random()
            u2 = 1.0 - self.random()
            z = _NORMAL_MAGIC * (u1 - 0.5) / u2
            if z * z / 4.0 <= -_log(u2):
                break
        return mu + z * sigma

    def gauss(self, mu=0.0, sigma=1.0):
        """Normal distribution, two at a time."""
        z = self.gauss_next
        self.gauss_next = None
        if z is None:
            angle = self.random() * _TWO_PI
            radius = _sqrt(-2.0 * _log(1.0 - self.random()))
            z = _cos(angle) * radius
            self.gauss_next = _sin(angle) * radius
        return mu + z * sigma

    def lognormvariate(self, mu, sigma):
        """Log normal distribution."""
        return _exp(self.normalvariate(mu, sigma))

    def expovariate(self, lambd):
        """Exponential distribution: the time to the next of `lambd` events a second."""
        return -_log(1.0 - self.random()) / lambd

    def vonmisesvariate(self, mu, kappa):
        """Circular distribution."""
        if kappa <= 1e-6:
            return _TWO_PI * self.random()
        s = 0.5 / kappa
        r = s + _sqrt(1.0 + s * s)
        while True:
            z = _cos(_pi * self.random())
            d = z / (r + z)
            u = self.random()
            if u < 1.0 - d * d or u <= (1.0 - d) * _exp(d):
                break
        q = 1.0 / r
        f = (q + z) / (1.0 + q * z)
        if self.random() > 0.5:
            return (mu + _acos(f)) % _TWO_PI
        return (mu - _acos(f)) % _TWO_PI

    def gammavariate(self, alpha, beta):
        """Gamma distribution."""
        if alpha <= 0.0 or beta <= 0.0:
            raise ValueError("gammavariate: alpha and beta must be > 0.0")
        if alpha > 1.0:
            return self._gamma_above_one(alpha) * beta
        if alpha == 1.0:
            return -_log(1.0 - self.random()) * beta
        while True:
            b = (_e + alpha) / _e
            p = b * self.random()
            if p <= 1.0:
                x = p ** (1.0 / alpha)
            else:
                x = -_log((b - p) / alpha)
            u = self.random()
            if p > 1.0:
                if u <= x ** (alpha - 1.0):
                    break
            elif u <= _exp(-x):
                break
        return x * beta

    def _gamma_above_one(self, alpha):
        root = _sqrt(2.0 * alpha - 1.0)
        b = alpha - _LOG4
        c = alpha + root
        while True:
            u1 = self.random()
            if not 1e-7 < u1 < 0.9999999:
                continue
            u2 = 1.0 - self.random()
            v = _log(u1 / (1.0 - u1)) / root
            x = alpha * _exp(v)
            z = u1 * u1 * u2
            r = b + c * v - x
            if r + _GAMMA_MAGIC - 4.5 * z >= 0.0 or r >= _log(z):
                return x

    def betavariate(self, alpha, beta):
        """Beta distribution."""
        y = self.gammavariate(alpha, 1.0)
        if y:
            return y / (y + self.gammavariate(beta, 1.0))
        return 0.0

    def paretovariate(self, alpha):
        """Pareto distribution."""
        u = 1.0 - self.random()
        return u ** (-1.0 / alpha)

    def weibullvariate(self, alpha, beta):
        """Weibull distribution."""
        u = 1.0 - self.random()
        return alpha * (-_log(u)) ** (1.0 / beta)


class SystemRandom(Random):
    """Numbers that no seed foretells."""

    def seed(self, *args, **kwds):
        """Has no effect."""
        self._mt.seed(None)

    def getstate(self, *args, **kwds):
        """There is no state to get."""
        raise NotImplementedError("System entropy source does not have state.")

    setstate = getstate


def _whole(value, position):
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        if value != int(value):
            raise ValueError("non-integer %s for randrange()"
                             % ("arg 1", "stop", "step")[position - 1])
        import warnings
        warnings.warn("non-integer arguments to randrange() have been deprecated since Python 3.10"
                      " and will be removed in a subsequent version", DeprecationWarning, 3)
        return int(value)
    if hasattr(type(value), "__index__"):
        return value.__index__()
    return int(value)


def _running_sums(weights):
    total = 0
    sums = []
    for weight in weights:
        total = weight if not sums else total + weight
        sums.append(total)
    return sums


def _place(sums, value, low, high):
    while low < high:
        middle = (low + high) // 2
        if value < sums[middle]:
            high = middle
        else:
            low = middle + 1
    return low


_inst = Random()
seed = _inst.seed
random = _inst._mt.random
uniform = _inst.uniform
triangular = _inst.triangular
randint = _inst.randint
choice = _inst.choice
randrange = _inst.randrange
sample = _inst.sample
shuffle = _inst.shuffle
choices = _inst.choices
normalvariate = _inst.normalvariate
lognormvariate = _inst.lognormvariate
expovariate = _inst.expovariate
vonmisesvariate = _inst.vonmisesvariate
gammavariate = _inst.gammavariate
gauss = _inst.gauss
betavariate = _inst.betavariate
paretovariate = _inst.paretovariate
weibullvariate = _inst.weibullvariate
getstate = _inst.getstate
setstate = _inst.setstate
getrandbits = _inst._mt.getrandbits
randbytes = _inst.randbytes
