def work():
    total = 0
    for i in range(500000):
        line = f"worker {i}: {i * 2} items in {i / 7:.2f} s"
        total += len(line)
    return total
