import logging
import sys


class Check:
    def write(self, text):
        if re_match(text):
            print("ok", text.split("|")[1].strip())
        else:
            print("bad", text)

    def flush(self):
        pass


def re_match(text):
    stamp = text.split("|")[0]
    return (len(stamp) == 23 and stamp[4] == "-" and stamp[10] == " " and stamp[19] == ","
            and stamp[:4].isdigit())


handler = logging.StreamHandler(Check())
handler.setFormatter(logging.Formatter("%(asctime)s|%(message)s"))
logger = logging.getLogger("t")
logger.addHandler(handler)
logger.warning("default time")
logging.basicConfig(stream=sys.stdout, format="%(asctime)s %(message)s", datefmt="%Y", force=True)
logger.propagate = False
logging.warning("with datefmt") if False else None
