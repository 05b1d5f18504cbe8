import threading


def show(a, b=2, *rest, key=None, **more):
    print(a, b, rest, key, more)


def run(**kwargs):
    thread = threading.Thread(target=show, **kwargs)
    thread.start()
    thread.join()


run(args=(1,))
run(args=[1, 3])
run(args=(1, 2, 3, 4))
run(args=(1,), kwargs={"key": "k", "other": 5})
run(args="xy")
