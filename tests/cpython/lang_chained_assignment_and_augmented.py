x = 5
x += 3
x -= 1
x *= 4
x //= 3
x **= 2
x %= 50
x <<= 2
x |= 1
x ^= 3
x &= 0xFF
x >>= 1
print(x)
y = 7
y /= 2
print(y)
items = alias = [1]
items += [2]
items *= 2
print(alias, items is alias)
t = (1,)
u = t
t += (2,)
print(t, u)
d = {"a": 1}
d["a"] += 1
d |= {"b": 2}
print(d)
s = {1}
s |= {2}
s -= {1}
print(s)
