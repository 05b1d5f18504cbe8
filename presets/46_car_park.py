# /// script
# [tool.lockstep]
# title = "The car park"
# level = 1
# verdict = "ok"
#
# [tool.lockstep.expect]
# free = "ok"
# gil = "ok"
# ///
"""A semaphore: a car park with three places.

A semaphore counts what is free. Who comes takes one; when there is none left, one waits at the
barrier until somebody leaves. It is used wherever at most so many may do something at once:
downloads, database connections, licences.

Eight cars, three places: look at the lane of the semaphore, who is in and who waits. A
BoundedSemaphore also notices when more cars leave than came.
"""

import threading
import time

places = threading.BoundedSemaphore(3)


def park(car):
    time.sleep(0.03 * car)
    with places:
        print(f"car {car} drives in")
        time.sleep(0.25)
    print(f"car {car} is gone")


cars = [threading.Thread(target=park, args=(n,), name=f"car-{n}") for n in range(1, 9)]
for car in cars:
    car.start()
for car in cars:
    car.join()

print("the car park is empty")
