import threading, math
x = 5
print(eval("x + 1"), eval("math.sqrt(16)"), eval("[i * x for i in range(3)]"), eval("a + b", {"a": 1, "b": 2}), eval("x", {"x": "mine"}), eval("(lambda q: q * 2)(x)"), eval("len('abc')"), eval("{'k': x}"), eval(" x\n"))
exec("y = x * 2\nprint('in exec', y)")
print(y)
exec("""
def made(n):
    global x
    x += n
    return x
""")
print(made(3), x)
ns = {}
exec("z = 1\ndef f(): return z + 1\nclass C:\n    pass", ns)
print(ns["z"], ns["f"](), ns["C"].__name__, sorted(k for k in ns if not k.startswith("__")))
def inner():
    local = 7
    return eval("local + x")
print(inner())
code = compile("x + 100", "<string>", "eval"); print(eval(code), type(code).__name__)
c2 = compile("for i in range(2): print('loop', i)", "f.py", "exec"); exec(c2)
for bad in ("1 +", "x y"):
    try: eval(bad)
    except SyntaxError as e: print("SyntaxError")
try: eval("nope_name")
except NameError as e: print(e)
try: exec("1/0")
except ZeroDivisionError as e: print(e)
ops = {"add": "x + 1", "mul": "x * 2"}
for k, v in ops.items(): print(k, eval(v))
def worker(expr, out): out.append(eval(expr))
out = []
ts = [threading.Thread(target=worker, args=(e, out)) for e in ("1 + 1", "2 ** 10")]
[t.start() for t in ts]; [t.join() for t in ts]
print(sorted(out))
