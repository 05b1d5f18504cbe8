# Logging to files that the script can read again.
import logging
import logging.handlers
import os
import tempfile
import threading

folder = tempfile.mkdtemp()
path = os.path.join(folder, "app.log")
logging.basicConfig(filename=path, filemode="w", level=logging.INFO,
                    format="%(levelname)s:%(threadName)s:%(message)s")
logging.debug("not shown")
logging.info("to the %s", "file")
thread = threading.Thread(target=logging.warning, args=("from a thread",), name="W")
thread.start()
thread.join()
print(open(path).read())
rotating = logging.handlers.RotatingFileHandler(os.path.join(folder, "r.log"), maxBytes=30, backupCount=2)
logger = logging.getLogger("rotating")
logger.propagate = False
logger.addHandler(rotating)
for number in range(6):
    logger.warning("message number %d", number)
rotating.close()
for name in sorted(os.listdir(folder)):
    print(name, open(os.path.join(folder, name)).read().split("\n"))
print(repr(logging.FileHandler(path)).replace(folder, "F"))
logging.shutdown()
