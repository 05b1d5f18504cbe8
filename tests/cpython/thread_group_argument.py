import threading

try:
    threading.Thread("group")
except AssertionError as error:
    print(error)
try:
    threading.Thread(nonsense=1)
except TypeError as error:
    print(error)
