"""Bytes as text of several kinds, and check sums."""

from _binary import crc32

__all__ = ["a2b_base64", "a2b_hex", "b2a_base64", "b2a_hex", "crc32", "hexlify", "unhexlify",
           "Error", "Incomplete"]


class Error(ValueError):
    """The text is not of this kind."""


class Incomplete(Exception):
    """The text ends too early."""


_B64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def hexlify(data, sep=None, bytes_per_sep=1):
    """Two hexadecimal digits a byte."""
    text = data.hex() if sep is None else data.hex(sep, bytes_per_sep)
    return text.encode("ascii")


b2a_hex = hexlify


def unhexlify(hexstr):
    """The bytes that hexadecimal digits stand for."""
    text = hexstr if isinstance(hexstr, str) else bytes(hexstr).decode("latin-1")
    if len(text) % 2:
        raise Error("Odd-length string")
    for char in text:
        if char not in "0123456789abcdefABCDEF":
            raise Error("Non-hexadecimal digit found")
    return bytes.fromhex(text)


a2b_hex = unhexlify


def b2a_base64(data, *, newline=True):
    """Base64 of some bytes, as a line."""
    import base64
    return base64.b64encode(data) + (b"\n" if newline else b"")


def a2b_base64(data, *, strict_mode=False):
    """The bytes that base64 text stands for; other characters are skipped unless strict."""
    if isinstance(data, str):
        data = data.encode("ascii")
    places = {byte: at for at, byte in enumerate(_B64)}
    out = []
    held = 0
    count = 0
    chars = 0
    pads = 0
    for byte in data:
        if byte == 61:
            pads += 1
            if chars % 4 >= 2 and chars % 4 + pads >= 4:
                return bytes(out)
            continue
        at = places.get(byte)
        if at is None:
            if strict_mode:
                raise Error("Only base64 data is allowed")
            continue
        pads = 0
        chars += 1
        held = held << 6 | at
        count += 6
        if count >= 8:
            count -= 8
            out.append(held >> count)
            held &= (1 << count) - 1
    if chars % 4 == 1:
        raise Error("Invalid base64-encoded string: number of data characters (%d) cannot be 1 more"
                    " than a multiple of 4" % chars)
    if chars % 4:
        raise Error("Incorrect padding")
    return bytes(out)
