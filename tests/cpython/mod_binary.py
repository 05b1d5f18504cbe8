import base64, binascii, hashlib, struct, zlib, array, secrets, uuid
print(base64.b64encode(b"hello world!"), base64.b64decode("aGVsbG8="), base64.b64encode(b""), base64.b64encode(b"a"), base64.urlsafe_b64encode(b"\xfb\xff\xfe"), base64.urlsafe_b64decode("-__-"), base64.b32encode(b"hi there"), base64.b32decode(b"NBUQ===="), base64.b16encode(b"\x01\xab"), base64.b16decode("01AB"))
for bad in ("abc", "a", "a==="):
    try: print(base64.b64decode(bad))
    except binascii.Error as e: print(e)
try: base64.b64encode("str")
except TypeError as e: print(e)
print(binascii.hexlify(b"\x00\xff"), binascii.unhexlify("00ff"), binascii.crc32(b"hello"), zlib.crc32(b"hello"), zlib.adler32(b"hello"), zlib.crc32(b"lo", zlib.crc32(b"hel")))
for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512"):
    h = hashlib.new(name, b"abc"); print(h.name, h.digest_size, h.block_size, h.hexdigest())
h = hashlib.sha256(); h.update(b"a"); c = h.copy(); h.update(b"bc"); print(h.hexdigest() == hashlib.sha256(b"abc").hexdigest(), c.hexdigest()[:8], h.digest()[:4], hashlib.md5("é".encode()).hexdigest())
try: hashlib.md5("text")
except TypeError as e: print(e)
print(struct.pack("<IhB", 1, -2, 255), struct.pack(">d", 1.5), struct.pack("!4sH", b"ab", 7), struct.unpack("<IhB", b"\x01\x00\x00\x00\xfe\xff\xff"), struct.calcsize("bi"), struct.calcsize("<bi"), struct.unpack(">f", struct.pack(">f", 0.1)), struct.pack("?c3x", True, b"z"), struct.Struct("<2H").size, list(struct.iter_unpack("<H", b"\x01\x00\x02\x00")))
for f in (lambda: struct.pack("B", 256), lambda: struct.pack("I", "a"), lambda: struct.unpack("I", b"a"), lambda: struct.pack("II", 1), lambda: struct.pack("z", 1)):
    try: f()
    except struct.error as e: print(e)
a = array.array("i", [1, 2, 3]); a.append(4); a.extend([5]); a[0] = 9
print(a, len(a), a[1:3], a.typecode, a.itemsize, a.tolist(), sum(a), 9 in a, a.index(3), a.pop(), array.array("d", [1, 2.5]), array.array("i"), a == array.array("i", [9, 2, 3, 4]), array.array("u", "hé"), a.tobytes(), list(reversed(a)), array.array("f", [0.1])[0])
for f in (lambda: a.append("x"), lambda: a.append(2**40), lambda: array.array("q", "x"), lambda: array.array("z"), lambda: a[10], lambda: array.array("i", [1.5])):
    try: f()
    except Exception as e: print(type(e).__name__, e)
print(len(secrets.token_hex(8)), len(secrets.token_bytes(5)), secrets.choice([7]), secrets.randbelow(1), type(secrets.token_urlsafe()).__name__, secrets.compare_digest("a", "a"))
u = uuid.uuid4(); print(len(str(u)), u.version, u.variant, u == uuid.UUID(str(u)), len({uuid.uuid4() for _ in range(50)}), type(u).__name__)
v = uuid.UUID("12345678-1234-5678-1234-567812345678"); print(v, repr(v), v.hex, v.int, v.fields, v.bytes[:3], v.urn, uuid.uuid5(uuid.NAMESPACE_DNS, "python.org"), uuid.uuid3(uuid.NAMESPACE_URL, "x"), uuid.uuid1().version, v < uuid.UUID(int=2**127))
try: uuid.UUID("xyz")
except ValueError as e: print(e)
try: v.int = 3
except TypeError as e: print(e)
b = bytearray(b"abc"); b.append(100); b[0] = 65; b += b"!"; b.extend([1, 2]); print(b, len(b), b[1:3], bytes(b), b.decode("latin-1"), b == b"Abcd!\x01\x02", 99 in b, b"bc" in b, b.hex(), bytearray(3), bytearray("é", "utf-8"), b.pop(), b.find(b"c"))
for f in (lambda: b.append(300), lambda: bytearray("x"), lambda: b.append("x"), lambda: b[99], lambda: hash(b)):
    try: f()
    except Exception as e: print(type(e).__name__, e)
print(b"a,b".partition(b","), b"xxabxx".strip(b"x"), b" a ".rstrip(), b"abc".rjust(5, b"."), b"a b".title() if False else "", b"abcabc".rfind(b"b"), b"a\nb".splitlines(), b"abc".index(b"c"), bytes(x for x in range(3)), b"abcd".hex("-"), b"abcd".hex(":", 2), b"7".zfill(3), b"pre-x".removeprefix(b"pre-"))
