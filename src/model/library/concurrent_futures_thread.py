"""The old address of the pool of threads."""

from concurrent.futures import BrokenThreadPool, ThreadPoolExecutor
