# Names that errors keep: those of missing names and attributes, None where there is none.
def unbound():
    print(later)
    later = 1


def free():
    def inner():
        print(captured)
    inner()
    captured = 1


def missing_attribute():
    unbound.nothing


def missing_name():
    nothing_here


for call in (unbound, free, missing_attribute, missing_name):
    try:
        call()
    except (NameError, AttributeError) as error:
        print(type(error).__name__, repr(error.name), error)
for kind in (NameError, UnboundLocalError, AttributeError, ImportError):
    print(kind("text").name, kind("text"))
print(AttributeError("x").obj, ImportError("x").path)
try:
    [].nothing
except AttributeError as error:
    print(error.name, error.obj)
