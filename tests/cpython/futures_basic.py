from concurrent.futures import ThreadPoolExecutor


def square(n):
    return n * n


with ThreadPoolExecutor(max_workers=3) as pool:
    futures = [pool.submit(square, n) for n in range(6)]
    print([future.result() for future in futures])
    print(list(pool.map(square, [3, 4, 5])))
    print(list(pool.map(pow, [2, 3], [5, 2])))
print(futures[0].done(), futures[0].running(), futures[0].cancelled())
print(futures[2])
