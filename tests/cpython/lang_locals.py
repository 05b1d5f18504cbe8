# What locals() holds: in inner functions also the variables of the functions around that they use.
import threading


def outer(first, *rest):
    total = 0
    lock = threading.Lock()
    unused = 1

    def add(number):
        nonlocal total
        with lock:
            total += number
        return sorted(locals())

    class Inner:
        held = first
        print(sorted(name for name in locals() if not name.startswith("__")))

    def late():
        print(sorted(locals()), "later" in locals())
        return later

    print(add(1), sorted(locals()))
    try:
        late()
    except NameError as error:
        print(error)
    later = 2
    print(late(), sorted(vars()), dir()[:2], Inner.held)


outer(1, 2)
print(sorted(name for name in locals() if not name.startswith("__")))
