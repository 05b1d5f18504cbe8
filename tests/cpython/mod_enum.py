from enum import Enum, IntEnum, auto, unique


class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3
    CRIMSON = 1


class State(Enum):
    IDLE = auto()
    BUSY = auto()

    def describe(self):
        return f"{self.name} {self.value}"


class Level(IntEnum):
    LOW = 1
    HIGH = 10


print(Color.RED, repr(Color.GREEN), Color.RED.name, Color.RED.value, Color(2), Color["BLUE"], Color.CRIMSON is Color.RED)
print([c.name for c in Color], len(Color), Color.RED == Color.RED, Color.RED == 1, Color.RED in Color, State.BUSY.describe())
print(Level.HIGH > Level.LOW, Level.HIGH + 1, f"{Level.LOW}", f"{Color.RED}", {Color.RED: "r"}[Color.RED], list(State))
for bad in (lambda: Color(9), lambda: Color["NO"]):
    try:
        bad()
    except (ValueError, KeyError) as error:
        print(type(error).__name__, error)
try:
    Color.RED = 5
except AttributeError as error:
    print(error)


class Kind(str, Enum):
    SMALL = "s"


class Level(int, Enum):
    LOW = 1

    def __str__(self):
        return f"level {self.value}"


print(repr(Kind.SMALL), [Kind.SMALL], {Kind.SMALL: Level.LOW}, Kind.SMALL == "s", Level.LOW, [Level.LOW], Level.LOW + 1)
try:
    @unique
    class Twice(Enum):
        ONE = 1
        UNO = 1
except ValueError as error:
    print(error)
