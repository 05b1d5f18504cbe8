"""Universally unique identifiers."""

import _binary
import _time
from random import SystemRandom

__all__ = ["UUID", "uuid1", "uuid3", "uuid4", "uuid5", "getnode", "NAMESPACE_DNS",
           "NAMESPACE_URL", "NAMESPACE_OID", "NAMESPACE_X500", "RFC_4122"]

RFC_4122 = "specified in RFC 4122"
RESERVED_NCS = "reserved for NCS compatibility"
_source = SystemRandom()


class UUID:
    """128 bits."""

    def __init__(self, hex=None, bytes=None, bytes_le=None, fields=None, int=None, version=None):
        if [hex, bytes, fields, int].count(None) != 3:
            raise TypeError("one of the hex, bytes, bytes_le, fields, or int arguments must be"
                            " given")
        if hex is not None:
            digits = hex.replace("urn:", "").replace("uuid:", "").strip("{}").replace("-", "")
            if len(digits) != 32:
                raise ValueError("badly formed hexadecimal UUID string")
            int = _int(digits, 16)
        elif bytes is not None:
            if len(bytes) != 16:
                raise ValueError("bytes is not a 16-char string")
            int = _int.from_bytes(bytes, "big")
        elif fields is not None:
            low, mid, high, variant, clock, node = fields
            int = low << 96 | mid << 80 | high << 64 | variant << 56 | clock << 48 | node
        if not 0 <= int < 1 << 128:
            raise ValueError("int is out of range (need a 128-bit value)")
        if version is not None:
            if not 1 <= version <= 5:
                raise ValueError("illegal version number")
            int = int & ~(0xc000 << 48) | 0x8000 << 48
            int = int & ~(0xf000 << 64) | version << 76
        object.__setattr__(self, "int", int)

    def __setattr__(self, name, value):
        raise TypeError("UUID objects are immutable")

    def __eq__(self, other):
        return self.int == other.int if isinstance(other, UUID) else NotImplemented

    def __lt__(self, other):
        return self.int < other.int if isinstance(other, UUID) else NotImplemented

    def __gt__(self, other):
        return self.int > other.int if isinstance(other, UUID) else NotImplemented

    def __le__(self, other):
        return self.int <= other.int if isinstance(other, UUID) else NotImplemented

    def __ge__(self, other):
        return self.int >= other.int if isinstance(other, UUID) else NotImplemented

    def __hash__(self):
        return hash(self.int)

    def __int__(self):
        return self.int

    def __repr__(self):
        return "%s(%r)" % (self.__class__.__name__, str(self))

    def __str__(self):
        digits = self.hex
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))

    @property
    def hex(self):
        return "%032x" % self.int

    @property
    def bytes(self):
        return self.int.to_bytes(16, "big")

    @property
    def urn(self):
        return "urn:uuid:" + str(self)

    @property
    def time_low(self):
        return self.int >> 96

    @property
    def time_mid(self):
        return self.int >> 80 & 0xffff

    @property
    def time_hi_version(self):
        return self.int >> 64 & 0xffff

    @property
    def clock_seq_hi_variant(self):
        return self.int >> 56 & 0xff

    @property
    def clock_seq_low(self):
        return self.int >> 48 & 0xff

    @property
    def node(self):
        return self.int & 0xffffffffffff

    @property
    def fields(self):
        return (self.time_low, self.time_mid, self.time_hi_version, self.clock_seq_hi_variant,
                self.clock_seq_low, self.node)

    @property
    def time(self):
        return (self.time_hi_version & 0xfff) << 48 | self.time_mid << 32 | self.time_low

    @property
    def variant(self):
        return RFC_4122 if self.int >> 62 & 3 == 2 else RESERVED_NCS

    @property
    def version(self):
        return self.int >> 76 & 0xf if self.variant == RFC_4122 else None


_int = int
_node = None


def getnode():
    """A number for this machine: a random one, as there is no network here."""
    global _node
    if _node is None:
        _node = _source.getrandbits(48) | 1 << 40
    return _node


def uuid1(node=None, clock_seq=None):
    """From the time and the machine."""
    stamp = _time.time_ns() // 100 + 0x01b21dd213814000
    if clock_seq is None:
        clock_seq = _source.getrandbits(14)
    return UUID(fields=(stamp & 0xffffffff, stamp >> 32 & 0xffff, stamp >> 48 & 0xfff,
                        clock_seq >> 8 & 0x3f, clock_seq & 0xff,
                        getnode() if node is None else node), version=1)


def uuid3(namespace, name):
    """From the MD5 of a name."""
    return UUID(bytes=_binary.digest("md5", namespace.bytes + name.encode("utf-8")), version=3)


def uuid4():
    """A random one."""
    return UUID(int=_source.getrandbits(128), version=4)


def uuid5(namespace, name):
    """From the SHA-1 of a name."""
    data = _binary.digest("sha1", namespace.bytes + name.encode("utf-8"))
    return UUID(bytes=data[:16], version=5)


NAMESPACE_DNS = UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
NAMESPACE_URL = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
NAMESPACE_OID = UUID("6ba7b812-9dad-11d1-80b4-00c04fd430c8")
NAMESPACE_X500 = UUID("6ba7b814-9dad-11d1-80b4-00c04fd430c8")
