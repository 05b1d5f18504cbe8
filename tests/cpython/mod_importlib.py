import importlib, json, sys
for name in ["json", "math", "no_such_thing", "concurrent.futures", "threading"]:
    try: print(name, importlib.import_module(name).__name__)
    except ImportError as e: print(type(e).__name__, e, e.name)
print(__import__("string").digits, __import__("concurrent.futures").__name__, __import__("os.path", fromlist=["join"]).join("a", "b"))
print(getattr(importlib.import_module("math"), "sqrt")(16), __import__("json") is sys.modules["json"])
def optional(name):
    try: return __import__(name)
    except ImportError: return None
print(optional("no_such_thing"), optional("json").dumps([1]))
print("calendar" in sys.modules)
import calendar
print("calendar" in sys.modules, sys.modules["calendar"] is calendar)
