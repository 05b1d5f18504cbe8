from concurrent.futures import ThreadPoolExecutor


def fail(n):
    if n == 2:
        raise ValueError(f"bad {n}")
    return n


with ThreadPoolExecutor(2) as pool:
    future = pool.submit(fail, 2)
    try:
        future.result()
    except ValueError as error:
        print("caught", error)
    print(repr(future.exception()), pool.submit(fail, 1).exception())
    print(future)
    results = pool.map(fail, range(4))
    try:
        for value in results:
            print(value)
    except ValueError as error:
        print("map raised", error)
