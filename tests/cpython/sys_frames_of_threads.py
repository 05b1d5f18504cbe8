import sys, threading, time, traceback
blocker, ready = threading.Lock(), threading.Semaphore(0)
done = threading.Event()
def block(wait):
    ready.release()
    wait()
def first(): blocker.acquire()
def second(): done.wait(5)
blocker.acquire()
threads = [threading.Thread(target=block, args=(wait,)) for wait in (first, second)]
for t in threads: t.start(); ready.acquire()
time.sleep(0.05)
names = {t.ident: t.name for t in threading.enumerate()}
for ident, frame in sys._current_frames().items():
    own = [one for one in traceback.extract_stack(frame) if one.filename == __file__]
    print(names[ident], [(one.name, one.lineno, one.line) for one in own])
print(sys._current_frames()[threads[0].ident].f_code.co_name)
blocker.release(); done.set()
for t in threads: t.join()
print(len(sys._current_frames()))
