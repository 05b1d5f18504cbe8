import concurrent.futures
import logging.handlers
import os.path


class Handler:
    pass


logging.handlers.Handler = Handler
print(type(logging.handlers.Handler()).__name__)
os.path.mine = lambda: "mine"
print(os.path.mine())
concurrent.futures.extra = 3
print(concurrent.futures.extra)
