import threading

count = 0
done = threading.Event()


def tick():
    global count
    count += 1
    print("tick", count)
    if count < 3:
        threading.Timer(0.01, tick).start()
    else:
        done.set()


tick()
done.wait()
