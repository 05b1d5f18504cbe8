# Annotations of functions and classes are values that can be asked for.
import functools
import inspect
from dataclasses import dataclass, field
from typing import Dict, List, NamedTuple, Optional, get_type_hints


def fetch(url: str, retries: "int" = 3, *parts: bytes, strict: bool = True, **more: dict) -> List[int]:
    local: undefined_name = 1
    return [local]


def plain(a, b=1):
    pass


def outer():
    class Inner:
        pass

    def make(one: Inner) -> Optional[Inner]:
        return one
    return make


@functools.wraps(fetch)
def wrapped(*args):
    pass


class Task:
    limit: int = 3
    label: "str"

    def run(self, seconds: float) -> None:
        pass


@dataclass
class Job:
    name: str
    cost: float = 1.5
    tags: List[str] = field(default_factory=list)
    parent: "Job | None" = None


class Point(NamedTuple):
    x: int
    y: int = 0


print(fetch.__annotations__, fetch("u"))
print(plain.__annotations__, (lambda: 0).__annotations__, wrapped.__annotations__ == fetch.__annotations__)
print(sorted(outer().__annotations__), Task.__annotations__, Task.run.__annotations__)
print(get_type_hints(fetch)["retries"], get_type_hints(Task), get_type_hints(Job)["parent"] is not None)
print(inspect.signature(fetch))
print(inspect.signature(plain), inspect.signature(Task.run), Job.__doc__)
print(Job("a"), Job.__annotations__["tags"], Point.__annotations__, Point(1))
fetch.__annotations__["extra"] = 1
print(fetch.__annotations__["extra"], fetch.__dict__, fetch.__globals__["Task"] is Task)
try:
    def late(x: NotThere):
        pass
except NameError as error:
    print(error)


@functools.singledispatch
def show(value):
    return "something"


@show.register
def _(value: int):
    return "a number"


@show.register
def _(value: list) -> str:
    return "a list"


print(show(1), show([]), show("x"), show(True))
counts: Dict[str, int] = {}
print(counts)
