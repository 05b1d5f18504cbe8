import threading, random, time, logging, sys
logging.basicConfig(stream=sys.stdout, level=logging.INFO, format="%(levelname)s:%(name)s:%(threadName)s:%(message)s")
log = logging.getLogger("dining")
class Philosopher(threading.Thread):
    def __init__(self, name, left, right, meals=2):
        super().__init__(name=name)
        self.left, self.right, self.meals = left, right, meals
        self.eaten = 0
    def run(self):
        first, second = sorted((self.left, self.right), key=id)
        while self.eaten < self.meals:
            if first.acquire(timeout=1):
                try:
                    if second.acquire(timeout=1):
                        try:
                            self.eaten += 1
                            time.sleep(0.001)
                        finally: second.release()
                finally: first.release()
forks = [threading.Lock() for _ in range(5)]
names = "Aristotle Kant Buddha Marx Russell".split()
ps = [Philosopher(n, forks[i], forks[(i + 1) % 5]) for i, n in enumerate(names)]
for p in ps: p.start()
for p in ps: p.join()
for p in ps: log.info("ate %d times", p.eaten)
log.debug("hidden"); log.warning("%-10s|%5.2f|%s", "left", 3.14159, [1]); logging.error("root %s", "err")
print(sum(p.eaten for p in ps), all(not f.locked() for f in forks))
