# A class attribute takes the place of the property: it decides who is waited for at the end.
import threading
import time


class Background(threading.Thread):
    daemon = True

    def run(self):
        time.sleep(1000)


class Foreground(threading.Thread):
    daemon = False

    def __init__(self, done):
        super().__init__()
        self.done = done

    def run(self):
        time.sleep(0.3)
        print(self.done)


background = Background()
print(background.daemon, Background.daemon, background)
background.start()
Foreground("waited for").start()
print("the end of the script")
