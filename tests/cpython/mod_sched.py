import sched, time
s = sched.scheduler(time.time, time.sleep)
def p(a="default"): print("event", a)
s.enter(0.1, 1, p); s.enter(0.05, 2, p, argument=("first",)); s.enter(0.05, 1, p, kwargs={"a": "prio"})
print(len(s.queue), s.empty())
s.run(); print(s.empty())
