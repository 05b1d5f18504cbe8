import threading

ping, pong = threading.Event(), threading.Event()


def player(name, mine, other):
    for n in range(3):
        mine.wait()
        mine.clear()
        print(name, n)
        other.set()


threads = [
    threading.Thread(target=player, args=("ping", ping, pong)),
    threading.Thread(target=player, args=("pong", pong, ping)),
]
for thread in threads:
    thread.start()
ping.set()
for thread in threads:
    thread.join()
