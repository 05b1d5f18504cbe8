"""Digests of bytes."""

import _binary

algorithms_guaranteed = {"md5", "sha1", "sha224", "sha256", "sha384", "sha512"}
algorithms_available = set(algorithms_guaranteed)

_BLOCKS = {"md5": 64, "sha1": 64, "sha224": 64, "sha256": 64, "sha384": 128, "sha512": 128}
_SIZES = {"md5": 16, "sha1": 20, "sha224": 28, "sha256": 32, "sha384": 48, "sha512": 64}


class HASH:
    """Bytes being digested."""

    __module__ = "_hashlib"

    def __init__(self, name, data):
        self.name = name
        self.digest_size = _SIZES[name]
        self.block_size = _BLOCKS[name]
        self._parts = []
        if data:
            self.update(data)

    def update(self, data, /):
        """Adds bytes."""
        if isinstance(data, str):
            raise TypeError("Strings must be encoded before hashing")
        if not isinstance(data, (bytes, bytearray)):
            raise TypeError("object supporting the buffer API required")
        self._parts.append(bytes(data))

    def digest(self):
        """The digest of the bytes so far."""
        self._parts = [b"".join(self._parts)]
        return _binary.digest(self.name, self._parts[0])

    def hexdigest(self):
        """The digest in hexadecimal digits."""
        return self.digest().hex()

    def copy(self):
        """Another one with the same bytes."""
        other = HASH(self.name, b"")
        other._parts = list(self._parts)
        return other

    def __repr__(self):
        return "<%s _hashlib.HASH object @ 0x%x>" % (self.name, id(self))


def new(name, data=b"", *, usedforsecurity=True):
    """A digest by its name."""
    known = name.lower().replace("-", "")
    if known not in _SIZES:
        raise ValueError("unsupported hash type " + name)
    return HASH(known, data)


def md5(string=b"", *, usedforsecurity=True):
    """MD5, in the making."""
    return HASH("md5", string)


def sha1(string=b"", *, usedforsecurity=True):
    """SHA-1, in the making."""
    return HASH("sha1", string)


def sha224(string=b"", *, usedforsecurity=True):
    """SHA-224, in the making."""
    return HASH("sha224", string)


def sha256(string=b"", *, usedforsecurity=True):
    """SHA-256, in the making."""
    return HASH("sha256", string)


def sha384(string=b"", *, usedforsecurity=True):
    """SHA-384, in the making."""
    return HASH("sha384", string)


def sha512(string=b"", *, usedforsecurity=True):
    """SHA-512, in the making."""
    return HASH("sha512", string)
