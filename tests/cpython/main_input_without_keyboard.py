# Without a keyboard, input() writes its prompt and fails, in a thread as in the main one.
import threading


def ask():
    try:
        input("in a thread: ")
    except EOFError as error:
        print(repr(error))


asking = threading.Thread(target=ask)
asking.start()
asking.join()
number = int(input("Enter a number: "))
print(number)
