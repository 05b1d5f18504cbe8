import queue

ordered = queue.PriorityQueue(2)
ordered.put(1)
try:
    ordered.put("a")
except TypeError as error:
    print(error)
