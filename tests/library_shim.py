"""Runs a script on Lockstep's library modules under real CPython, so that the library can be
tested without the interpreter:  python3 tests/library_shim.py SCRIPT.py

The natives of NATIVES.md are provided here, on top of the real standard library.
"""

import collections
import hashlib
import importlib.abc
import importlib.machinery
import importlib.util
import itertools
import linecache
import math
import os
import random
import sys
import threading
import time
import traceback
import types
import warnings

LIBRARY = os.path.join(os.path.dirname(__file__), "..", "src", "model", "library")
FILES = {"concurrent.futures": "concurrent_futures", "__future__": "future"}
SKIP = {"_prelude", "future"}


class Core:
    def __init__(self, kind, arg=0):
        self.kind = kind
        self.arg = arg
        self.lock = threading.Condition(threading.Lock())
        self.count = arg if kind == "Semaphore" else 0
        self.flag = False
        self.tickets = []
        self.arrived = 0
        self.round = 0
        self.full = False
        self.broken_rounds = set()
        self.used = self.items = self.unfinished = 0
        self.native = None
        self.started = self.ended = False


def wait_until(core, ready, block, timeout):
    if not block:
        return ready()
    return core.lock.wait_for(ready, timeout)


def step(core, op, arg=0, block=True, timeout=None):
    if timeout is not None and timeout < 0:
        timeout = 0
    with core.lock:
        return globals()["step_" + core.kind](core, op, arg, block, timeout)


def step_Semaphore(core, op, arg, block, timeout):
    if op == "value":
        return core.count
    if op == "release":
        core.count += arg
        core.lock.notify_all()
        return 0
    if not wait_until(core, lambda: core.count > 0, block, timeout):
        return None
    core.count -= 1
    return 1


def step_Condition(core, op, arg, block, timeout):
    if op == "enqueue":
        core.count += 1
        core.tickets.append(core.count)
        return core.count
    if op == "waiting":
        return len(core.tickets)
    if op == "notify":
        number = len(core.tickets) if arg < 0 else arg
        del core.tickets[:number]
        core.lock.notify_all()
        return number
    if wait_until(core, lambda: arg not in core.tickets, block, timeout):
        return 1
    core.tickets.remove(arg)
    return None


def step_Event(core, op, arg, block, timeout):
    if op == "is_set":
        return int(core.flag)
    if op in ("set", "clear"):
        core.flag = op == "set"
        core.lock.notify_all()
        return 0
    return 1 if wait_until(core, lambda: core.flag, block, timeout) else None


def broken_barrier():
    return sys.modules["threading"].BrokenBarrierError()


def step_Barrier(core, op, arg, block, timeout):
    if op == "broken":
        return int(core.flag)
    if op == "waiting":
        return core.arrived
    if op == "open":
        core.round += 1
        core.arrived = 0
        core.full = False
        core.lock.notify_all()
        return core.arg - 1
    if op in ("abort", "reset"):
        core.flag = op == "abort"
        core.broken_rounds.add(core.round)
        core.round += 1
        core.arrived = 0
        core.full = False
        core.lock.notify_all()
        return 0
    core.lock.wait_for(lambda: not core.full)
    if core.flag:
        raise broken_barrier()
    index = core.arrived
    if index + 1 == core.arg:
        core.full = True
        return index
    core.arrived += 1
    mine = core.round
    if not wait_until(core, lambda: core.round != mine, block, timeout):
        step_Barrier(core, "abort", 0, True, None)
        return None
    if mine in core.broken_rounds:
        raise broken_barrier()
    return index


def step_Queue(core, op, arg, block, timeout):
    if op in ("size", "unfinished"):
        return core.items if op == "size" else core.unfinished
    if op == "reserve":
        if not wait_until(core, lambda: core.arg <= 0 or core.used < core.arg, block, timeout):
            return None
        core.used += 1
        return 1
    if op == "take":
        if not wait_until(core, lambda: core.items > 0, block, timeout):
            return None
        core.items -= 1
        return 1
    if op == "join":
        return 1 if wait_until(core, lambda: core.unfinished == 0, block, timeout) else None
    if op == "publish":
        core.items += 1
        core.unfinished += 1
    elif op == "free":
        core.used = max(core.used - 1, 0)
    elif op == "done":
        if core.unfinished == 0:
            raise ValueError("task_done() called too many times")
        core.unfinished -= 1
    core.lock.notify_all()
    return 1


def step_Thread(core, op, arg, block, timeout):
    if op == "alive":
        return int(core.started and not core.ended)
    if op == "join":
        return 1 if wait_until(core, lambda: core.ended, block, timeout) else None
    if op == "start":
        core.started = True
    else:
        core.ended = True
    core.lock.notify_all()
    return 0


here = threading.local()
MAIN_CORE = Core("Thread")
MAIN_CORE.started = True
MAIN_CORE.native = threading.main_thread()


def spawn(core, callable, name, daemon):
    def run():
        here.core = core
        try:
            callable()
        finally:
            step(core, "end")
    core.native = threading.Thread(target=run, name=name, daemon=True)
    step(core, "start")
    core.native.start()
    return core.native.ident


def thread_dict(key):
    if not hasattr(here, "dicts"):
        here.dicts = {}
    return here.dicts.setdefault(id(key), (key, {}))[1]


class MT:
    def __init__(self, seed=None):
        self.r = random.Random(seed)
        self.random = self.r.random
        self.getrandbits = self.r.getrandbits

    def seed(self, n):
        self.r.seed(n)

    def getstate(self):
        return self.r.getstate()[1]

    def setstate(self, state):
        self.r.setstate((3, state, None))


def seed_str(text):
    data = text.encode() if isinstance(text, str) else bytes(text)
    return int.from_bytes(data + hashlib.sha512(data).digest(), "big")


def frame(depth):
    f = sys._getframe(depth + 1)
    while f is not None and f.f_globals.get("__name__") == "__shim__":
        f = f.f_back
    if f is None or f.f_code.co_filename == __file__:
        return None
    line = linecache.getline(f.f_code.co_filename, f.f_lineno).strip()
    return (f.f_code.co_filename, f.f_lineno, f.f_code.co_name, f.f_globals.get("__name__"), line)


def sort_by_keys(keys, values, reverse):
    order = sorted(range(len(keys)), key=keys.__getitem__, reverse=reverse)
    return [values[i] for i in order]


exits = []


def natives():
    real_time = {name: getattr(time, name) for name in dir(time) if not name.startswith("_")}
    yield "_sync", dict(
        Lock=threading.Lock, RLock=threading.RLock, core=Core, step=step, spawn=spawn,
        thread_core=lambda: getattr(here, "core", MAIN_CORE),
        thread_object=lambda: getattr(here, "object", None),
        set_thread_object=lambda obj: setattr(here, "object", obj),
        ident=threading.get_ident, native_id=lambda core: core.native.native_id,
        rename=lambda core, name: None, set_daemon=lambda core, flag: None,
        thread_dict=thread_dict, sleep=time.sleep, label=lambda core, text: None,
        part=lambda part, whole, text: None)
    yield "_time", dict(
        real_time,
        localtime=lambda s: tuple(time.localtime(s)) + (time.localtime(s).tm_zone, 0),
        gmtime=lambda s: tuple(time.gmtime(s)) + ("UTC", 0),
        zone=lambda: (time.timezone, time.altzone, time.daylight, time.tzname))
    yield "_random", dict(MT=MT, seed_str=seed_str)
    yield "_math", {name: getattr(math, name) for name in dir(math) if name[0] != "_"}
    yield "_collections", dict(deque=collections.deque)
    yield "_sys", dict(
        stdout_write=sys.stdout.write, stderr_write=sys.stderr.write, exc_info=sys.exc_info,
        format_exception=lambda e: "".join(traceback.format_exception(e)), frame=frame,
        getswitchinterval=sys.getswitchinterval, setswitchinterval=sys.setswitchinterval,
        getcheckinterval=lambda: 100, setcheckinterval=lambda n: None,
        getrecursionlimit=sys.getrecursionlimit, setrecursionlimit=sys.setrecursionlimit,
        argv=lambda: sys.argv[1:], getsizeof=sys.getsizeof, getrefcount=sys.getrefcount,
        intern=sys.intern, gil_enabled=lambda: True, at_exit=exits.append,
        modules=lambda: sys.modules, cpu_count=os.cpu_count, pid=os.getpid,
        write_unraisable=sys.stderr.write, shutting_down=lambda: False, exit_now=os._exit,
        sort_by_keys=sort_by_keys)


class Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        file = os.path.join(LIBRARY, FILES.get(name, name) + ".py")
        if name in SKIP or name not in OURS:
            return None
        loader = importlib.machinery.SourceFileLoader(name, file)
        return importlib.util.spec_from_file_location(
            name, file, loader=loader,
            submodule_search_locations=[] if name == "concurrent" else None)


def main():
    global OURS
    script = sys.argv[1]
    with open(script, encoding="utf-8") as file:
        code = compile(file.read(), script, "exec")
    OURS = {name[:-3] for name in os.listdir(LIBRARY) if name.endswith(".py")}
    OURS = (OURS - {"concurrent_futures", "concurrent_futures_thread"} | {"concurrent.futures"}) - SKIP
    sys.dont_write_bytecode = True
    hidden = OURS | {"_random", "_collections"}
    for name in hidden:
        if name not in ("sys",):
            sys.modules.pop(name, None)
    for name, members in list(natives()):
        module = types.ModuleType(name)
        module.__dict__.update(members)
        sys.modules[name] = module
    sys.path_importer_cache.clear()
    sys.meta_path.insert(0, Finder())
    real_sys = sys.modules.pop("sys")
    import importlib as machinery
    module = types.ModuleType("__main__")
    module.__file__ = script
    sys.modules["__main__"] = module
    real_sys.modules["__main__"] = module
    status = 0
    try:
        exec(code, module.__dict__)
    except SystemExit as stop:
        status = stop.code
        if status is None:
            status = 0
        elif not isinstance(status, int):
            real_sys.stderr.write(str(status) + "\n")
            status = 1
    except BaseException as error:
        real_sys.stderr.write("".join(traceback.format_exception(error)))
        status = 1
    ours = real_sys.modules.get("threading")
    if ours is not None and hasattr(ours, "_shutdown") and ours is not threading:
        ours._shutdown()
    while exits:
        exits.pop()()
    real_sys.stdout.flush()
    real_sys.stderr.flush()
    os._exit(status)


main()
