import logging
import sys


class OnlyEven(logging.Filter):
    def filter(self, record):
        return record.args[0] % 2 == 0


class ListHandler(logging.Handler):
    def __init__(self):
        super().__init__(logging.ERROR)
        self.lines = []

    def emit(self, record):
        self.lines.append(self.format(record))


logger = logging.getLogger("f")
logger.setLevel(logging.DEBUG)
stream = logging.StreamHandler(sys.stdout)
stream.addFilter(OnlyEven())
stream.setLevel(logging.INFO)
collected = ListHandler()
logger.addHandler(stream)
logger.addHandler(collected)
for n in range(4):
    logger.info("n=%d", n)
    logger.error("e=%d", n)
print(collected.lines)
print(stream.level, collected, len(logger.handlers))
logger.disabled = True
logger.error("e=%d", 4)
try:
    logger.setLevel("NONSENSE")
except ValueError as error:
    print(error)
