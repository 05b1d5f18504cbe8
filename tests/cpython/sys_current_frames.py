import sys, threading, time, traceback, inspect, os
def whoami(): return sys._getframe(1).f_code.co_name
def log(msg):
    f = inspect.currentframe().f_back
    print(f"[{os.path.basename(f.f_code.co_filename)}:{f.f_lineno} {f.f_code.co_name}] {msg}")
def worker():
    print(whoami(), sys._getframe().f_lineno, sys._getframe().f_code.co_filename.endswith(".py"))
    log("inside")
    me = threading.get_ident()
    for tid, frame in sys._current_frames().items():
        if tid == me:
            print("mine", frame.f_code.co_name)
            st = traceback.extract_stack(frame)
            print(st[-1].name, st[-1].line)
t = threading.Thread(target=worker); t.start(); t.join()
log("main")
def dumpstacks():
    code = []
    names = {th.ident: th.name for th in threading.enumerate()}
    for threadId, stack in sys._current_frames().items():
        code.append("\n# Thread: %s" % names.get(threadId, ""))
        for filename, lineno, name, line in traceback.extract_stack(stack):
            code.append('File: "%s", line %d, in %s' % (os.path.basename(filename), lineno, name))
            if line: code.append("  %s" % (line.strip()))
    print("\n".join(code))
dumpstacks()
f = sys._getframe(); print(f.f_globals["__name__"], "dumpstacks" in f.f_locals, f.f_back)
