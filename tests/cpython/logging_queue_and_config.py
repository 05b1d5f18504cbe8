import logging
import logging.config
import logging.handlers
import queue
import sys
import threading

q = queue.Queue(-1)
handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(logging.Formatter("%(threadName)s %(levelname)s %(message)s"))
listener = logging.handlers.QueueListener(q, handler)
log = logging.getLogger("through.queue")
log.setLevel(logging.INFO)
log.addHandler(logging.handlers.QueueHandler(q))
log.propagate = False
listener.start()


def work(number):
    log.info("work %d", number)
    log.debug("not shown")


for number in range(3):
    thread = threading.Thread(target=work, args=(number,), name="T%d" % number)
    thread.start()
    thread.join()
listener.stop()
print(q.qsize())

memory = logging.handlers.MemoryHandler(10, target=handler)
other = logging.getLogger("memory")
other.setLevel(logging.DEBUG)
other.propagate = False
other.addHandler(memory)
other.debug("kept")
print(len(memory.buffer))
other.error("let out")
print(len(memory.buffer))

logging.config.dictConfig({
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "[%(name)s] %(message)s"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "plain",
                         "stream": "ext://sys.stdout", "level": "INFO"}},
    "loggers": {"app": {"handlers": ["out"], "level": "DEBUG", "propagate": False}},
    "root": {"handlers": ["out"], "level": "WARNING"},
})
logging.getLogger("app").info("from app")
logging.getLogger("app").debug("below the handler's level")
logging.getLogger("elsewhere").warning("through the root")
logging.getLogger("elsewhere").info("not shown")
