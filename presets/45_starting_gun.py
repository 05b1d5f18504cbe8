# /// script
# [tool.lockstep]
# title = "The starting gun"
# level = 1
# verdict = "ok"
#
# [tool.lockstep.expect]
# free = "ok"
# gil = "ok"
# ///
"""An event: the starting gun.

An event is a flag that threads can wait for. Four runners are at the line; nobody runs before the
gun is fired, and one shot starts them all. Who comes later than the shot need not wait: the flag
stays up until somebody takes it down.

A lock lets one through at a time, an event all of them at once. Take the `wait` row out: what does
the order of the finish look like then?
"""

import random
import threading
import time

gun = threading.Event()
finish = []


def run(name):
    print(f"{name} is ready")
    gun.wait()
    time.sleep(random.uniform(0.2, 0.4))
    finish.append(name)


runners = [
    threading.Thread(target=run, args=(name,), name=name)
    for name in ("Ola", "Jan", "Ewa", "Max")
]
for runner in runners:
    runner.start()
time.sleep(0.3)
print("bang!")
gun.set()
for runner in runners:
    runner.join()

print("finish:", ", ".join(finish))
