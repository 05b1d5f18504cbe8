# globals() reads and writes the variables of the module.
import threading

for index in range(3):
    globals()[f"counter_{index}"] = index * 10
print(counter_0, counter_2, "counter_1" in globals(), globals().get("missing", "nothing"))
names = globals()
total = 5
print(names["total"], type(names), isinstance(names, dict), names["__name__"])
names.update(total=6, other=7)
print(total, other, names.pop("other"), "other" in globals())
try:
    other
except NameError as error:
    print(error)


def worker(name):
    globals()["made_by"] = name


thread = threading.Thread(target=worker, args=("a thread",))
thread.start()
thread.join()
print(made_by, worker.__globals__["made_by"], sorted(k for k in names if k.startswith("counter")))
