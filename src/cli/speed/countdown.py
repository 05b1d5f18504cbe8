def work():
    n = 5000000
    while n > 0:
        n -= 1
