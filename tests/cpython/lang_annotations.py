from __future__ import annotations

from typing import Callable, Dict, List, Optional, Tuple, Union

count: int = 0
name: str


def f(a: int, b: Optional[str] = None, *args: int, **kw: Dict[str, List[int]]) -> Tuple[int, ...]:
    local: Union[int, str] = a
    return (local,)


class C:
    x: int = 1
    y: Callable[[int], None]

    def m(self: C, other: "C | None" = None) -> list[int]:
        return [self.x]


print(f(3), C().m(), count)
