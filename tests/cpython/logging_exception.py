import logging

logging.basicConfig(format="%(levelname)s %(message)s")
try:
    {}["key"]
except KeyError:
    logging.exception("failed with %s", "arguments")
    logging.error("again", exc_info=True)
logging.warning("no exception here")
