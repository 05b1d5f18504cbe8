"""Check sums. Compression is not here: its bytes would not be those of another machine's zlib."""

from _binary import adler32, crc32

__all__ = ["adler32", "crc32"]
