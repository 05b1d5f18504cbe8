import threading
import time

condition = threading.Condition()
with condition:
    begin = time.monotonic()
    print(condition.wait(0.1), time.monotonic() - begin > 0.09)
    print(condition.wait(timeout=0))
    print(condition.wait_for(lambda: False, timeout=0.05))
    print(condition.wait_for(lambda: "value", timeout=0.05))
    print(condition.wait_for(lambda: 7))
