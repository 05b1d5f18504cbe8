"""Numbers and words that nobody can guess."""

import base64
from random import SystemRandom

__all__ = ["choice", "randbelow", "randbits", "SystemRandom", "token_bytes", "token_hex",
           "token_urlsafe", "compare_digest"]

_source = SystemRandom()
randbits = _source.getrandbits
choice = _source.choice

DEFAULT_ENTROPY = 32


def randbelow(exclusive_upper_bound):
    """A number from 0 to below the bound."""
    if exclusive_upper_bound <= 0:
        raise ValueError("Upper bound must be positive.")
    return _source.randrange(exclusive_upper_bound)


def token_bytes(nbytes=None):
    """So many bytes."""
    count = DEFAULT_ENTROPY if nbytes is None else nbytes
    return bytes([_source.getrandbits(8) for _ in range(count)])


def token_hex(nbytes=None):
    """So many bytes as hexadecimal digits."""
    return token_bytes(nbytes).hex()


def token_urlsafe(nbytes=None):
    """So many bytes as a word for URLs."""
    return base64.urlsafe_b64encode(token_bytes(nbytes)).rstrip(b"=").decode("ascii")


def compare_digest(a, b):
    """Whether two secrets are the same."""
    return a == b
