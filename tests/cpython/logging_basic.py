import logging

logging.debug("not shown")
logging.info("not shown")
logging.warning("warning %s %d", "text", 3)
logging.error("error")
logging.critical("critical")
logging.getLogger("other").warning("from a logger")
