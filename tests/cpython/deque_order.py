from collections import deque
print(deque([1,2]) < deque([1,3]), deque([2]) <= deque([1]), sorted([deque([3]), deque([1, 2])]))
try:
    deque([1]) < [2]
except TypeError as e:
    print(e)
class K:
    def __init__(s, n): s.n = n
    def __lt__(s, o): return s.n < o.n
    def __eq__(s, o): return s.n == o.n
print(deque([K(1), K(2)]) < deque([K(1), K(3)]), deque([K(1)]) == deque([K(1)]))
