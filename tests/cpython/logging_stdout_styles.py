import logging
import sys

logging.basicConfig(stream=sys.stdout, level="INFO", style="{",
                    format="{levelname:<8}|{name}|{message}|{lineno}|{funcName}|{module}")


def function():
    logging.info("inside %s", "function")


function()
logging.getLogger("a.b").error("child %(x)s", {"x": 1})
logging.debug("hidden")
logging.log(35, "between")
