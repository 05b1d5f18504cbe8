def sieve(n):
    flags = [True] * (n + 1)
    flags[0] = flags[1] = False
    for i in range(2, int(n ** 0.5) + 1):
        if flags[i]:
            flags[i * i::i] = [False] * len(flags[i * i::i])
    return [i for i, flag in enumerate(flags) if flag]


primes = sieve(5000)
print(len(primes), primes[-1], sum(primes))


def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


print(max(range(1, 2000), key=collatz), collatz(27))


def hanoi(n, a="A", b="B", c="C"):
    return 0 if n == 0 else hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a)


print(hanoi(10))
text = "the quick brown fox jumps over the lazy dog the end"
words = {}
for word in text.split():
    words[word] = words.get(word, 0) + 1
print(sorted(words.items(), key=lambda pair: (-pair[1], pair[0]))[:3])
