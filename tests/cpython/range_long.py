# Ranges of more than a million items, in all that goes through them.
LONG = range(1_048_600)

print(sum(LONG), min(LONG), max(LONG), any(LONG), all(LONG), all(LONG[1:]))
print(len(list(LONG)), len(tuple(LONG)), len(set(LONG)), len(sorted(LONG, reverse=True)))
print(0.5 in LONG, 3.0 in LONG, 1_048_599 in LONG, "x" in LONG)
first, *rest, last = LONG
print(first, len(rest), last)
items = [1]
items += LONG
items.extend(LONG)
print(len(items), len([*LONG, *LONG]), len(dict.fromkeys(LONG)))
print(sum(LONG, start=0.5), sum(range(10**6)), list(reversed(LONG))[:2])
print(len("".join(map(str, LONG))), max(LONG, key=lambda n: -n))
