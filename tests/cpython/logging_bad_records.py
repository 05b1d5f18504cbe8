# Records that cannot be formatted, warnings as records, failing callbacks of futures.
import concurrent.futures, logging, sys, warnings
logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s", stream=sys.stdout)
log = logging.getLogger("app")
def work(n):
    log.info("%d of %s", n)
work(1)
logging.captureWarnings(True)
warnings.warn("careful")
logging.captureWarnings(False)
warnings.warn("to stderr")
def boom(future): raise RuntimeError("in callback")
logging.getLogger("concurrent.futures").handlers = [logging.NullHandler()]
logging.getLogger("concurrent.futures").propagate = False
future = concurrent.futures.Future()
future.add_done_callback(boom)
future.set_result(1)
print(future.result())
