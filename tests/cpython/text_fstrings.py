name, n, pi, items = "Ann", 42, 3.14159265, [1, "two"]
print(f"{name} {n} {pi} {items} {name!r} {n!s:>5}|{name:<6}|{name:^7}|{name:>6}|{name:*^9}|")
print(f"{n:05d} {n:x} {n:#X} {n:b} {n:o} {n:e} {n:,} {1234567:,} {1234567:_} {-n:+d} {n:+} {n: d}")
print(f"{pi:.2f} {pi:8.3f}|{pi:<8.1f}|{pi:e} {pi:g} {pi:.0f} {0.5:%} {pi:010.2f} {1e20:g} {1e-7}")
print(f"{n=} {pi=:.2f} {name = }", f"{{literal}} {n + 1} {items[1]} {len(name)}")
width, precision = 10, 3
print(f"{pi:{width}.{precision}f}|{name:{'>'}{width}}|")
print(f"{'nested ' + f'{n}'}" f" joined {True} {None}", rf"raw\n{n}")
print(f"{n:c} {n!r:>4} {(lambda x: x * 2)(n)} {'yes' if n > 1 else 'no'} {[x for x in range(3)]}")
print(f'{ {"k": 1}["k"] } {1_000_000:>12,.2f} {True:d} {3:.1f} {2**70:,}')
for bad in (lambda: f"{name:d}", lambda: f"{pi:d}", lambda: f"{n:s}", lambda: f"{[]:5}"):
    try:
        bad()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
