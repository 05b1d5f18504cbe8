import threading

stop = threading.Event()
ticks = []


def tick():
    while not stop.wait(0.01):
        ticks.append(1)


thread = threading.Thread(target=tick)
thread.start()
while len(ticks) < 3:
    stop.wait(0.001)
stop.set()
thread.join()
print(len(ticks) >= 3)
