# input: Ann|3|| spaced |rest one|rest two|last
# What is written to standard input is read by lines, by any thread, and what is left by sys.stdin.
import io
import sys
import threading


def ask(results):
    results.append(input("in a thread: "))


print(repr(input("name: ")))
print(int(input()) * 2)
results = []
asking = threading.Thread(target=ask, args=(results,))
asking.start()
asking.join()
print(results, repr(input("")))
print(repr(sys.stdin.readline()), repr(sys.stdin.read(3)), repr(sys.stdin.readline(2)))
print([line for line in sys.stdin], repr(sys.stdin.read()), sys.stdin.readlines())
try:
    input("more? ")
except EOFError as error:
    print(repr(error))
sys.stdin = io.StringIO("from a string\n")
print(input("> "))
sys.stdin = sys.__stdin__
input("the end: ")
