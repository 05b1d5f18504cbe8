import queue

small = queue.Queue(maxsize=1)
small.put("x")
for call in (
    lambda: small.put("y", block=False),
    lambda: small.put_nowait("y"),
    lambda: small.put("y", timeout=0.02),
    lambda: small.put("y", True, 0.02),
):
    try:
        call()
    except queue.Full as error:
        print("Full", repr(error), str(error) == "")
print(small.full(), small.get())
for call in (
    lambda: small.get(False),
    lambda: small.get_nowait(),
    lambda: small.get(timeout=0.02),
):
    try:
        call()
    except queue.Empty as error:
        print("Empty", type(error).__name__, error.args)
for call in (lambda: small.get(timeout=-1), lambda: small.put(1, timeout=-1)):
    try:
        call()
    except ValueError as error:
        print(error)
