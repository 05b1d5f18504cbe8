import inspect, threading, functools
def f(a, b=2, /, c=3, *args, d, e=5, **kw):
    """Doc of f.

        indented
    """
    return a
class A:
    "class doc"
    x = 1
    def m(self, y, z="q"): pass
    @staticmethod
    def s(): pass
    @classmethod
    def c(cls, q): pass
def gen(): yield 1
def deco(fn):
    @functools.wraps(fn)
    def w(*a): return fn(*a)
    return w
@deco
def g(p, q=None):
    return p
print(inspect.signature(f), inspect.signature(A.m), inspect.signature(A().m), inspect.signature(A), inspect.signature(g), inspect.signature(lambda x, *y: 0), inspect.signature(A.c))
print(inspect.getdoc(f), inspect.getdoc(A), inspect.isfunction(f), inspect.isclass(A), inspect.ismethod(A().m), inspect.isgeneratorfunction(gen), inspect.isgenerator(gen()), inspect.isbuiltin(len), inspect.ismodule(inspect), inspect.isroutine(print))
print([n for n, v in inspect.getmembers(A, inspect.isfunction)], inspect.currentframe().f_code.co_name, inspect.getmro(A), list(inspect.signature(f).parameters), inspect.signature(f).parameters["b"].default, inspect.signature(f).parameters["d"].kind)
print(inspect.getsource(g), inspect.getsource(gen), inspect.getsource(A.m))
def who():
    return inspect.stack()[1].function, inspect.stack()[0].lineno
def caller():
    return who()
print(caller(), inspect.getmodule(f).__name__, inspect.iscoroutinefunction(f))
b = inspect.signature(f).bind(1, d=4); print(b.arguments)
b.apply_defaults(); print(b.arguments)
try: inspect.signature(f).bind()
except TypeError as e: print(e)
