"""Averages and spreads."""

from _math import fsum, isqrt, sqrt, exp, log


class StatisticsError(ValueError):
    """There is no such value."""


def _exact(value):
    """A value as a ratio of ints."""
    if isinstance(value, int):
        return (int(value), 1)
    return value.as_integer_ratio()


def _sum(data):
    """(total's numerator, denominator, how many, whether all are ints)"""
    numerator = 0
    denominator = 1
    count = 0
    whole = True
    for value in data:
        n, d = _exact(value)
        if not isinstance(value, int):
            whole = False
        if d == denominator:
            numerator += n
        else:
            numerator = numerator * d + n * denominator
            denominator = denominator * d
            if denominator > 1 << 2000:
                numerator, denominator = _reduced(numerator, denominator)
        count += 1
    return numerator, denominator, count, whole


def _reduced(numerator, denominator):
    a = abs(numerator)
    b = denominator
    while b:
        a, b = b, a % b
    if a > 1:
        return numerator // a, denominator // a
    return numerator, denominator


def _ratio(numerator, denominator, whole):
    if whole and numerator % denominator == 0:
        return numerator // denominator
    return numerator / denominator


def mean(data):
    """The average."""
    numerator, denominator, count, whole = _sum(data)
    if count < 1:
        raise StatisticsError("mean requires at least one data point")
    return _ratio(numerator, denominator * count, whole)


def fmean(data, weights=None):
    """The average as a float."""
    data = list(data)
    if not data:
        raise StatisticsError("fmean requires at least one data point")
    if weights is None:
        return fsum(data) / len(data)
    weights = list(weights)
    if len(weights) != len(data):
        raise StatisticsError("data and weights must be the same length")
    total = fsum(weights)
    if not total:
        raise StatisticsError("sum of weights must be non-zero")
    return fsum([value * weight for value, weight in zip(data, weights)]) / total


def geometric_mean(data):
    """The average of growth rates."""
    data = list(data)
    if not data or min(data) <= 0:
        raise StatisticsError("geometric mean requires a non-empty dataset containing positive"
                              " numbers")
    return exp(fmean([log(value) for value in data]))


def harmonic_mean(data, weights=None):
    """The average of speeds."""
    data = list(data)
    if not data:
        raise StatisticsError("harmonic_mean requires at least one data point")
    if min(data) < 0:
        raise StatisticsError("harmonic mean does not support negative values")
    if 0 in data:
        return 0
    return len(data) / fsum([1 / value for value in data])


def median(data):
    """The middle value."""
    data = sorted(data)
    count = len(data)
    if count == 0:
        raise StatisticsError("no median for empty data")
    if count % 2 == 1:
        return data[count // 2]
    return (data[count // 2 - 1] + data[count // 2]) / 2


def median_low(data):
    """The lower of the two middle values."""
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    return data[(len(data) - 1) // 2]


def median_high(data):
    """The higher of the two middle values."""
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    return data[len(data) // 2]


def mode(data):
    """The commonest value; the first of several."""
    counts = _counts(data)
    if not counts:
        raise StatisticsError("no mode for empty data")
    most = max(counts.values())
    for value in counts:
        if counts[value] == most:
            return value


def multimode(data):
    """All commonest values."""
    counts = _counts(data)
    most = max(counts.values(), default=0)
    return [value for value in counts if counts[value] == most]


def _counts(data):
    counts = {}
    for value in data:
        counts[value] = counts.get(value, 0) + 1
    return counts


def _squares(data, center):
    """(sum of squared distances: numerator, denominator; how many; whether all are ints)"""
    data = list(data)
    numerator, denominator, count, whole = _sum(data)
    if count == 0:
        return 0, 1, 0, whole
    if center is None:
        center_n, center_d = numerator, denominator * count
    else:
        center_n, center_d = _exact(center)
    total_n = 0
    total_d = 1
    for value in data:
        n, d = _exact(value)
        distance_n = n * center_d - center_n * d
        distance_d = d * center_d
        n, d = _reduced(distance_n * distance_n, distance_d * distance_d)
        total_n, total_d = _reduced(total_n * d + n * total_d, total_d * d)
    return total_n, total_d, count, whole


def variance(data, xbar=None):
    """The spread of a sample."""
    numerator, denominator, count, whole = _squares(data, xbar)
    if count < 2:
        raise StatisticsError("variance requires at least two data points")
    return _ratio(numerator, denominator * (count - 1), whole)


def pvariance(data, mu=None):
    """The spread of a whole population."""
    numerator, denominator, count, whole = _squares(data, mu)
    if count < 1:
        raise StatisticsError("pvariance requires at least one data point")
    return _ratio(numerator, denominator * count, whole)


def _root(numerator, denominator):
    """The square root of a ratio, rounded once."""
    if not numerator:
        return 0.0
    shift = (numerator.bit_length() - denominator.bit_length() - 109) // 2
    if shift >= 0:
        return float(_odd_root(numerator, denominator << 2 * shift) << shift)
    return _odd_root(numerator << -2 * shift, denominator) / (1 << -shift)


def _odd_root(n, m):
    """Root of n/m rounded to odd, so that one more rounding is the right one."""
    a = isqrt(n // m)
    return a | (a * a * m != n)


def stdev(data, xbar=None):
    """The standard deviation of a sample."""
    numerator, denominator, count, _whole = _squares(data, xbar)
    if count < 2:
        raise StatisticsError("stdev requires at least two data points")
    return _root(numerator, denominator * (count - 1))


def pstdev(data, mu=None):
    """The standard deviation of a whole population."""
    numerator, denominator, count, _whole = _squares(data, mu)
    if count < 1:
        raise StatisticsError("pstdev requires at least one data point")
    return _root(numerator, denominator * count)


def quantiles(data, *, n=4, method="exclusive"):
    """Cut points that divide the data into `n` equal parts."""
    if n < 1:
        raise StatisticsError("n must be at least 1")
    data = sorted(data)
    count = len(data)
    if count < 2:
        raise StatisticsError("must have at least two data points")
    result = []
    if method == "inclusive":
        for i in range(1, n):
            j, delta = divmod(i * (count - 1), n)
            result.append((data[j] * (n - delta) + data[j + 1] * delta) / n)
        return result
    if method != "exclusive":
        raise ValueError("Unknown method: %r" % method)
    for i in range(1, n):
        j = i * (count + 1) // n
        j = 1 if j < 1 else count - 1 if j > count - 1 else j
        delta = i * (count + 1) - j * n
        result.append((data[j - 1] * (n - delta) + data[j] * delta) / n)
    return result
