from concurrent.futures import ThreadPoolExecutor

pool = ThreadPoolExecutor(2)
futures = [pool.submit(lambda n: n + 1, n) for n in range(3)]
print(sum(f.result() for f in futures))
