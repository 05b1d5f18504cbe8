"""Handlers that pass records on: through a queue, in batches, to files that take turns. Networks
are not here."""

import copy
import logging
import os
import queue
import threading
import time

__all__ = ["BaseRotatingHandler", "BufferingHandler", "MemoryHandler", "QueueHandler",
           "QueueListener", "RotatingFileHandler", "TimedRotatingFileHandler"]


class BaseRotatingHandler(logging.FileHandler):
    """A file that makes place for a new one."""

    def emit(self, record):
        if self.shouldRollover(record):
            self.doRollover()
        super().emit(record)


class RotatingFileHandler(BaseRotatingHandler):
    """A new file whenever one is full."""

    def __init__(self, filename, mode="a", maxBytes=0, backupCount=0, encoding=None, delay=False,
                 errors=None):
        super().__init__(filename, mode, encoding, delay, errors)
        self.maxBytes = maxBytes
        self.backupCount = backupCount

    def shouldRollover(self, record):
        """Whether the record does not fit any more."""
        if self.maxBytes <= 0:
            return False
        size = os.path.getsize(self.baseFilename)
        return size + len(self.format(record)) + 1 >= self.maxBytes

    def doRollover(self):
        """Numbers the old files on and begins a new one."""
        self.stream.close()
        for number in range(self.backupCount - 1, 0, -1):
            old = "%s.%d" % (self.baseFilename, number)
            if os.path.exists(old):
                os.rename(old, "%s.%d" % (self.baseFilename, number + 1))
        if self.backupCount > 0:
            os.rename(self.baseFilename, self.baseFilename + ".1")
        self.mode = "w"
        self.stream = self._open()


class TimedRotatingFileHandler(BaseRotatingHandler):
    """A new file after a time: no run lasts until the first turn of hours or days."""

    def __init__(self, filename, when="h", interval=1, backupCount=0, encoding=None, delay=False,
                 utc=False, atTime=None, errors=None):
        super().__init__(filename, "a", encoding, delay, errors)
        seconds = {"S": 1, "M": 60, "H": 3600, "D": 86400}.get(when.upper()[:1], 604800)
        self.when = when.upper()
        self.interval = seconds * interval
        self.backupCount = backupCount
        self.rolloverAt = time.time() + self.interval

    def shouldRollover(self, record):
        """Whether the time is over."""
        return time.time() >= self.rolloverAt

    def doRollover(self):
        """Dates the old file and begins a new one."""
        self.stream.close()
        form = {"S": "%Y-%m-%d_%H-%M-%S", "M": "%Y-%m-%d_%H-%M"}.get(self.when, "%Y-%m-%d_%H")
        began = time.localtime(self.rolloverAt - self.interval)
        os.rename(self.baseFilename, self.baseFilename + "." + time.strftime(form, began))
        self.stream = self._open()
        self.rolloverAt = time.time() + self.interval


class BufferingHandler(logging.Handler):
    """Keeps records until there are so many."""

    def __init__(self, capacity):
        super().__init__()
        self.capacity = capacity
        self.buffer = []

    def shouldFlush(self, record):
        """Whether it is full."""
        return len(self.buffer) >= self.capacity

    def emit(self, record):
        self.buffer.append(record)
        if self.shouldFlush(record):
            self.flush()

    def flush(self):
        self.acquire()
        try:
            self.buffer.clear()
        finally:
            self.release()

    def close(self):
        try:
            self.flush()
        finally:
            super().close()


class MemoryHandler(BufferingHandler):
    """Passes the records on when there are so many, or one that is bad enough."""

    def __init__(self, capacity, flushLevel=logging.ERROR, target=None, flushOnClose=True):
        super().__init__(capacity)
        self.flushLevel = flushLevel
        self.target = target
        self.flushOnClose = flushOnClose

    def shouldFlush(self, record):
        return len(self.buffer) >= self.capacity or record.levelno >= self.flushLevel

    def setTarget(self, target):
        """The handler that gets the records."""
        self.target = target

    def flush(self):
        self.acquire()
        try:
            if self.target:
                for record in self.buffer:
                    self.target.handle(record)
                self.buffer.clear()
        finally:
            self.release()

    def close(self):
        if self.flushOnClose:
            self.flush()
        self.target = None
        logging.Handler.close(self)


class QueueHandler(logging.Handler):
    """Puts records into a queue."""

    def __init__(self, queue):
        super().__init__()
        self.queue = queue
        self.listener = None

    def enqueue(self, record):
        """Puts a record into the queue."""
        self.queue.put_nowait(record)

    def prepare(self, record):
        """A record whose text is made."""
        text = self.format(record)
        record = copy.copy(record)
        record.message = text
        record.msg = text
        record.args = None
        record.exc_info = None
        record.exc_text = None
        record.stack_info = None
        return record

    def emit(self, record):
        try:
            self.enqueue(self.prepare(record))
        except Exception:
            self.handleError(record)


class QueueListener:
    """A thread that takes records out of a queue and passes them on."""

    _sentinel = None

    def __init__(self, queue, *handlers, respect_handler_level=False):
        self.queue = queue
        self.handlers = handlers
        self._thread = None
        self.respect_handler_level = respect_handler_level

    def dequeue(self, block):
        """The next record."""
        return self.queue.get(block)

    def start(self):
        """Starts the thread."""
        self._thread = thread = threading.Thread(target=self._monitor)
        thread.daemon = True
        thread.start()

    def prepare(self, record):
        """The record as the handlers get it."""
        return record

    def handle(self, record):
        """Passes a record on."""
        record = self.prepare(record)
        for handler in self.handlers:
            if not self.respect_handler_level or record.levelno >= handler.level:
                handler.handle(record)

    def _monitor(self):
        counts = hasattr(self.queue, "task_done")
        while True:
            try:
                record = self.dequeue(True)
                if record is self._sentinel:
                    if counts:
                        self.queue.task_done()
                    break
                self.handle(record)
                if counts:
                    self.queue.task_done()
            except queue.Empty:
                break

    def enqueue_sentinel(self):
        """Puts in what ends the thread."""
        self.queue.put_nowait(self._sentinel)

    def stop(self):
        """Ends the thread when all records are passed on."""
        if self._thread:
            self.enqueue_sentinel()
            self._thread.join()
            self._thread = None
