import threading, time, enum, dataclasses, typing, itertools, copy, operator, json
class Event(enum.Flag):
    NONE = 0
    START = enum.auto(); STOP = enum.auto(); PAUSE = enum.auto()
    ALL = START | STOP | PAUSE
@dataclasses.dataclass(frozen=True)
class Transition:
    src: str
    ev: Event
    dst: str = "idle"
@dataclasses.dataclass
class Machine:
    state: str = "idle"
    history: list = dataclasses.field(default_factory=list)
    lock: typing.Any = dataclasses.field(default_factory=threading.RLock, repr=False, compare=False)
    table: dict = dataclasses.field(init=False, default_factory=dict, repr=False)
    def __post_init__(self):
        for t in (Transition("idle", Event.START, "run"), Transition("run", Event.STOP), Transition("run", Event.PAUSE, "paused"), Transition("paused", Event.START, "run")):
            self.table[t.src, t.ev] = t
    def fire(self, ev):
        with self.lock:
            t = self.table.get((self.state, ev))
            if t is None: raise ValueError(f"{ev} not allowed in {self.state!r}")
            self.history.append((t.src, t.dst)); self.state = t.dst
m = Machine()
for ev in (Event.START, Event.PAUSE, Event.START, Event.STOP): m.fire(ev)
try: m.fire(Event.STOP)
except ValueError as e: print(e)
print(m, m == Machine(), dataclasses.asdict(Transition("a", Event.START))["dst"], Event.ALL, Event.START in Event.ALL, ~Event.START & Event.ALL, dataclasses.replace(m, state="x").state)
try: Transition("a", Event.START).src = 1
except dataclasses.FrozenInstanceError as e: print(type(e).__name__, e)
print(hash(Transition("a", Event.STOP)) == hash(Transition("a", Event.STOP)), {Transition("a", Event.STOP): 1}[Transition("a", Event.STOP)], [f.name for f in dataclasses.fields(Machine)])
a = {"l": [1, [2]]}; b = copy.deepcopy(a); c = copy.copy(a); a["l"][1].append(3); print(a, b, c, c["l"] is a["l"])
print(json.dumps({"state": m.state, "history": m.history}), sorted([{"a": 2}, {"a": 1}], key=operator.itemgetter("a")), operator.attrgetter("state")(m), operator.methodcaller("upper")("x"))
