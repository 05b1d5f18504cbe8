import time

begin = time.perf_counter()
wall = time.time()
time.sleep(0.05)
took = time.perf_counter() - begin
print(0.045 < took < 2, time.time() - wall > 0.04)
print(isinstance(time.time_ns(), int), time.monotonic() <= time.monotonic())
print(time.thread_time() >= 0, time.process_time() >= 0, time.perf_counter_ns() > 0)
for bad in (-1, "x", None):
    try:
        time.sleep(bad)
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
time.sleep(0)
print(0 <= time.clock_gettime(time.CLOCK_MONOTONIC) - time.monotonic() + 1 < 2, time.clock_gettime_ns(time.CLOCK_REALTIME) > 10**18)
