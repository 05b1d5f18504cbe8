# /// script
# [tool.lockstep]
# title = "The emergency room"
# level = 2
# verdict = "ok"
#
# [tool.lockstep.expect]
# free = "ok"
# gil = "ok"
# ///
"""A priority queue: the emergency room.

A PriorityQueue gives back the smallest item first, whoever came first. Patients are put as pairs of
urgency and name, so the most urgent one is next, even if others have waited longer.

Watch who is treated when. With enough urgent patients the bruise waits for ever: that is
starvation, by design. Real emergency rooms make a patient more urgent the longer he waits. Can you?
"""

import queue
import threading
import time

PATIENTS = [
    (3, "bruise"),
    (2, "broken arm"),
    (1, "heart attack"),
    (3, "cough"),
    (1, "stroke"),
    (2, "burn"),
    (1, "bleeding"),
]

waiting_room = queue.PriorityQueue()


def reception():
    for urgency, name in PATIENTS:
        waiting_room.put((urgency, name))
        time.sleep(0.02)


def doctor():
    while True:
        urgency, name = waiting_room.get()
        print(f"urgency {urgency}: {name}")
        time.sleep(0.06)
        waiting_room.task_done()


threading.Thread(target=doctor, name="doctor", daemon=True).start()
desk = threading.Thread(target=reception, name="reception")
desk.start()
desk.join()
waiting_room.join()
print("the waiting room is empty")
