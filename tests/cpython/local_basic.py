import threading

data = threading.local()
data.x = "main"


def worker(n):
    try:
        print(data.x)
    except AttributeError as error:
        print(error)
    data.x = n
    print(data.x, data.__dict__)
    del data.x
    print(hasattr(data, "x"))


for n in (1, 2):
    thread = threading.Thread(target=worker, args=(n,))
    thread.start()
    thread.join()
print(data.x, getattr(data, "y", "none"))
