def deep(n):
    if n == 0:
        raise ValueError("deep error")
    deep(n - 1)


print("before")
deep(2)
