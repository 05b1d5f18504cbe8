total = 1


def change():
    global total, fresh
    total += 10
    fresh = "made by a function"


change()
print(total, fresh)
del fresh
try:
    print(fresh)
except NameError as error:
    print(error)


def unbound():
    print(total)
    total = 2


try:
    unbound()
except UnboundLocalError as error:
    print(error)
