import logging
import sys

logging.basicConfig(stream=sys.stdout, format="%(user)s %(message)s")
log = logging.getLogger("x")
log.warning("hello", extra={"user": "ann"})
adapter = logging.LoggerAdapter(log, {"user": "bob"})
adapter.warning("adapted %s", "message")
