import threading

seen = {}
gate = threading.Barrier(3)


def worker(n):
    seen[n] = threading.get_ident()
    gate.wait()


threads = [threading.Thread(target=worker, args=(n,)) for n in range(2)]
for thread in threads:
    thread.start()
gate.wait()
for n, thread in enumerate(threads):
    thread.join()
    print(thread.ident == seen[n])
print(len({threading.get_ident(), *seen.values()}))
print(threading.get_ident() == threading.main_thread().ident)
print(threading.get_native_id() == threading.main_thread().native_id)
