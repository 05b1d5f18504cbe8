# Types with parameters and unions of types: what they show, what can be asked of them.
import queue
import threading
from collections import OrderedDict, defaultdict, deque
from collections.abc import Callable as AbcCallable, Iterator
from concurrent.futures import Future
from types import GenericAlias, UnionType
from typing import (Annotated, Any, Callable, ClassVar, Dict, Generic, List, Literal, NewType,
                    Optional, Protocol, Tuple, TypeVar, Union, get_args, get_origin,
                    runtime_checkable)

print(list[int], dict[str, list[int]], tuple[int, ...], type[int], deque[int], queue.Queue[int])
print(Future[str], defaultdict[str, int], OrderedDict[str, int], AbcCallable[[int], str])
print(Iterator[int], type(list[int]) is GenericAlias, list[int]([1]), dict[str, int](a=1))
print(int | None, str | int | None, type(int | str) is UnionType, int | str == str | int)
print(isinstance(1, int | str), isinstance("x", int | None), issubclass(bool, int | str))
print(threading.Thread | None, list[int] | None, None | int)
print(List[int], Dict[str, List[int]], Optional[int], Union[int, str, None], Union[int, int])
print(Callable[[int, str], None], Callable[..., Any], Tuple[int, ...], Tuple[()], ClassVar[int])
print(Literal["a", 1], Annotated[int, "unit"], Any, List["Later"], isinstance([], List))
print(get_origin(List[int]), get_args(Dict[str, int]), get_origin(list[int]), get_args(int | str))

T = TypeVar("T")
K = TypeVar("K", bound=int, covariant=True)


class Box(Generic[T]):
    def __init__(self, value: T) -> None:
        self.value = value


class Named(Box[str]):
    pass


class Row(dict[str, int]):
    pass


class Worker(queue.Queue[int]):
    pass


@runtime_checkable
class Closes(Protocol):
    def close(self) -> None: ...


class Door:
    def close(self):
        pass


UserId = NewType("UserId", int)
print(T, K, Box[int], Box[T], Box[int](5).value, Named("n").value, Row(a=1), Worker().empty())
print(Named.__bases__, Row.__mro__[1], isinstance(Door(), Closes), isinstance(3, Closes))
print(UserId(7), UserId.__name__, Box[int] == Box[int], List[int] == List[str])
for wrong in (lambda: isinstance([], list[int]), lambda: int[3], lambda: int | 3, lambda: Any()):
    try:
        print(wrong())
    except TypeError as error:
        print("TypeError:", error)
