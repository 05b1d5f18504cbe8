"""A new scenario.

Describe here what it shows. Drag threads and locks from the palette, or type.
"""

import threading
import time


def worker():
    time.sleep(0.1)
    print("hello from", threading.current_thread().name)


thread = threading.Thread(target=worker)
thread.start()
thread.join()
