from concurrent.futures import Future, ThreadPoolExecutor


def show(future):
    print("done:", future.result())


with ThreadPoolExecutor(1) as pool:
    future = pool.submit(lambda: 42)
    future.result()
    future.add_done_callback(show)
manual = Future()
print(manual, manual.done())
manual.add_done_callback(lambda f: print("first", f.result()))
manual.add_done_callback(lambda f: print("second"))
manual.set_result("value")
try:
    manual.set_result("again")
except Exception as error:
    print(type(error).__name__)
broken = Future()
broken.set_exception(ValueError("v"))
print(broken)
try:
    broken.result()
except ValueError as error:
    print(error)
