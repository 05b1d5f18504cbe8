import threading
from concurrent.futures import ThreadPoolExecutor

pool = ThreadPoolExecutor(max_workers=8)
print(threading.active_count())
pool.submit(lambda: None).result()
print(threading.active_count())
pool.shutdown()
print(threading.active_count())
