def append(item, items=[]):
    items.append(item)
    return items


print(append(1), append(2), append(3, []))


def make(n=len("four")):
    return n


print(make(), make.__defaults__, make.__name__)
