import queue


class UniqueQueue(queue.Queue):
    def _init(self, maxsize):
        self.queue = set()

    def _put(self, item):
        self.queue.add(item)

    def _get(self):
        return self.queue.pop()


class Loud(queue.Queue):
    def put(self, item, *args, **kwargs):
        print("putting", item)
        super().put(item, *args, **kwargs)


unique = UniqueQueue()
unique.put(5)
print(unique.get(), unique.qsize())
loud = Loud(3)
loud.put("a")
loud.put("b", block=False)
print(list(loud.queue), loud.maxsize)
