# compare: multiset
import logging
import threading

logging.basicConfig(level=logging.DEBUG, format="[%(levelname)s] (%(threadName)-10s) %(message)s")


def worker():
    logging.debug("starting")
    logging.info("exiting")


threads = [threading.Thread(name=f"worker-{n}", target=worker) for n in range(3)]
threads.append(threading.Thread(target=worker))
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
logging.debug("main")
