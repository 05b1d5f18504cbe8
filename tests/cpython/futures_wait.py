import concurrent.futures as cf
import threading

gate = threading.Event()
with cf.ThreadPoolExecutor(3) as pool:
    quick = pool.submit(lambda: "quick")
    slow = pool.submit(gate.wait)
    done, not_done = cf.wait([quick, slow], return_when=cf.FIRST_COMPLETED)
    print(len(done), len(not_done), done == {quick})
    result = cf.wait([quick, slow], timeout=0.05)
    print(len(result.done), len(result.not_done))
    gate.set()
    done, not_done = cf.wait({quick, slow})
    print(len(done), not_done)

    def fail():
        raise KeyError("k")

    bad = pool.submit(fail)
    done, _ = cf.wait([bad, quick], return_when=cf.FIRST_EXCEPTION)
    print(bad in done)
    try:
        late = threading.Event()
        cf.wait([quick, pool.submit(late.wait)], return_when="SOMETIME")
    except ValueError as error:
        print(error)
    late.set()
