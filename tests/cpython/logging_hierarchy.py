import logging
import sys

handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(logging.Formatter("%(name)s:%(levelname)s:%(message)s"))
parent = logging.getLogger("parent")
parent.addHandler(handler)
parent.setLevel(logging.INFO)
child = logging.getLogger("parent.child")
child.debug("hidden")
child.info("shown by the parent's handler")
print(child.parent is parent, child.getEffectiveLevel(), child.level, child.name)
print(parent, logging.getLogger(), logging.getLogger("parent.child") is child)
child.propagate = False
child.error("not shown here")
print(child.hasHandlers(), parent.isEnabledFor(logging.DEBUG))
print(parent.getChild("x").name, logging.getLevelName(20), logging.getLevelName("ERROR"))
