import bisect
import heapq

heap = [5, 3, 8, 1]
heapq.heapify(heap)
heapq.heappush(heap, 2)
print(heap, [heapq.heappop(heap) for _ in range(5)])
print(heapq.nlargest(2, [1, 5, 3]), heapq.nsmallest(2, [4, 1, 3]), list(heapq.merge([1, 4], [2, 3])))
print(heapq.heappushpop([2, 3], 1), heapq.heapreplace([2, 3], 9))
a = [1, 3, 3, 5]
print(bisect.bisect_left(a, 3), bisect.bisect_right(a, 3), bisect.bisect(a, 0))
bisect.insort(a, 4)
print(a)
try:
    heapq.heappop([])
except IndexError as error:
    print(error)
