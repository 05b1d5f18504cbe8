"""Nowy scenariusz.

Opisz tu, co pokazuje. Przeciągnij wątki i blokady z palety albo pisz.
"""

import threading
import time


def worker():
    time.sleep(0.1)
    print("cześć, tu", threading.current_thread().name)


thread = threading.Thread(target=worker)
thread.start()
thread.join()
