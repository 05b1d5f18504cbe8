"""Bytes as printable characters."""

__all__ = ["b64encode", "b64decode", "standard_b64encode", "standard_b64decode",
           "urlsafe_b64encode", "urlsafe_b64decode", "b32encode", "b32decode", "b16encode",
           "b16decode"]

_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_B64 = _LETTERS + _LETTERS.lower() + b"0123456789+/"
_B32 = _LETTERS + b"234567"


def _bytes(s):
    if isinstance(s, str):
        if not s.isascii():
            raise ValueError("string argument should contain only ASCII characters")
        return s.encode("ascii")
    if isinstance(s, (bytes, bytearray)):
        return bytes(s)
    raise TypeError("argument should be a bytes-like object or ASCII string, not %r"
                    % s.__class__.__name__)


def _encoded(data, alphabet, bits, group):
    """Each `bits` bits as a character; '=' fills the last group of so many characters."""
    out = []
    held = 0
    count = 0
    for byte in data:
        held = held << 8 | byte
        count += 8
        while count >= bits:
            count -= bits
            out.append(alphabet[held >> count])
            held &= (1 << count) - 1
    if count:
        out.append(alphabet[held << bits - count])
    while len(out) % group:
        out.append(61)
    return bytes(out)


def b64encode(s, altchars=None):
    """Base64 of some bytes."""
    if not isinstance(s, (bytes, bytearray)):
        raise TypeError("a bytes-like object is required, not %r" % type(s).__name__)
    out = _encoded(s, _B64, 6, 4)
    if altchars is not None:
        out = out.replace(b"+", altchars[:1]).replace(b"/", altchars[1:2])
    return out


def b64decode(s, altchars=None, validate=False):
    """The bytes that base64 text stands for."""
    import binascii
    s = _bytes(s)
    if altchars is not None:
        altchars = _bytes(altchars)
        s = s.replace(altchars[:1], b"+").replace(altchars[1:2], b"/")
    return binascii.a2b_base64(s, strict_mode=validate)


def standard_b64encode(s):
    """Base64 of some bytes."""
    return b64encode(s)


def standard_b64decode(s):
    """The bytes that base64 text stands for."""
    return b64decode(s)


def urlsafe_b64encode(s):
    """Base64 with - and _ instead of + and /."""
    return b64encode(s, b"-_")


def urlsafe_b64decode(s):
    """The bytes that URL-safe base64 text stands for."""
    return b64decode(s, b"-_")


def b32encode(s):
    """Base32 of some bytes."""
    return _encoded(s, _B32, 5, 8)


def b32decode(s, casefold=False, map01=None):
    """The bytes that base32 text stands for."""
    import binascii
    s = _bytes(s)
    if casefold:
        s = s.upper()
    if len(s) % 8:
        raise binascii.Error("Incorrect padding")
    held = 0
    count = 0
    out = []
    for char in s.strip(b"="):
        at = _B32.find(bytes([char]))
        if at < 0:
            raise binascii.Error("Non-base32 digit found")
        held = held << 5 | at
        count += 5
        if count >= 8:
            count -= 8
            out.append(held >> count)
            held &= (1 << count) - 1
    return bytes(out)


def b16encode(s):
    """Two hexadecimal digits a byte."""
    return s.hex().upper().encode("ascii")


def b16decode(s, casefold=False):
    """The bytes that hexadecimal digits stand for."""
    import binascii
    s = _bytes(s)
    digits = b"0123456789ABCDEFabcdef" if casefold else b"0123456789ABCDEF"
    if any(char not in digits for char in s):
        raise binascii.Error("Non-base16 digit found")
    return binascii.unhexlify(s)
