import functools


def logged(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        print("call", function.__name__, args, kwargs)
        return function(*args, **kwargs)
    return wrapper


def repeat(times):
    def decorate(function):
        def wrapper(*args):
            return [function(*args) for _ in range(times)]
        return wrapper
    return decorate


@logged
def add(a, b=1):
    """Adds."""
    return a + b


@repeat(3)
@logged
def hello(name):
    return f"hello {name}"


print(add(1, b=2), add.__name__, add.__doc__, add.__wrapped__(1, 1))
print(hello("x"))


class Register:
    def __init__(self):
        self.names = []

    def __call__(self, cls):
        self.names.append(cls.__name__)
        return cls


register = Register()


@register
class Thing:
    pass


print(register.names)
