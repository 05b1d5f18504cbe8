for n in range(2, 12):
    for d in range(2, n):
        if n % d == 0:
            break
    else:
        print(n, "is prime")
n = 5
while n:
    n -= 1
    if n == 3:
        continue
    print(n, end=" ")
else:
    print("loop else")
while True:
    n += 1
    if n > 2:
        break
print(n, list(range(10, 0, -3)), range(5), range(1, 10, 2)[2], len(range(0, 10, 3)), 4 in range(0, 10, 2))
items = [1, 2, 3]
for item in items[:]:
    if item == 2:
        items.remove(item)
print(items)
