def work():
    words = ["lock", "thread", "queue", "event", "barrier", "timer", "pool", "lock", "lock"]
    counts = {}
    for i in range(150000):
        for word in words:
            counts[word] = counts.get(word, 0) + 1
    return counts
