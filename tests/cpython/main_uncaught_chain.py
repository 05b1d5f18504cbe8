class Mine(Exception):
    pass


def load():
    try:
        int("x")
    except ValueError as error:
        raise Mine("cannot load") from error


try:
    load()
except Mine:
    {}["missing"]
