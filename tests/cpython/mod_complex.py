import cmath, threading
z = 3 + 4j
print(z, abs(z), z.conjugate(), z.real, z.imag, z * 2, z ** 2, z / (1 - 1j), 2 - z, -z, +z, z == 3 + 4j, bool(0j), type(z))
print(complex(1, -1), complex("1+2j"), complex(), complex(2.5), 1.5j, -2j, [1j], f"{z:.1f}", str(1e20 + 1j))
print(z ** -1, 2 ** 0j, (1 + 2j) ** 3, sum([1j, 2]), isinstance(z, complex), cmath.sqrt(-4), cmath.polar(1j)[0], cmath.phase(-1 + 0j) == cmath.pi)
for wrong in (lambda: z < 1, lambda: int(z), lambda: float(z), lambda: z / 0, lambda: complex("x"), lambda: complex("1", 2), lambda: z // 2, lambda: setattr(z, "real", 1)):
    try: print(wrong())
    except Exception as e: print(type(e).__name__, e)
rows = {}
def row(y):
    text = ""
    for x in range(30):
        c, w = complex(x / 10 - 2.2, y / 5 - 1), 0j
        for n in range(20):
            if abs(w) > 2: break
            w = w * w + c
        text += " .:-=+*#%@"[n // 2]
    rows[y] = text
threads = [threading.Thread(target=row, args=(y,)) for y in range(11)]
for t in threads: t.start()
for t in threads: t.join()
for y in sorted(rows): print(rows[y])
