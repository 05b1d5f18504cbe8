def work():
    size = 2000000
    sieve = [True] * (size + 1)
    sieve[0] = sieve[1] = False
    number = 2
    while number * number <= size:
        if sieve[number]:
            for multiple in range(number * number, size + 1, number):
                sieve[multiple] = False
        number += 1
    return sum(sieve)
