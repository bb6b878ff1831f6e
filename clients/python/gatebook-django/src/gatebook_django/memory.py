"""What a process remembers, up to a limit."""

import os
import threading
import time


class Memory:
    """A dictionary that forgets its oldest entries. Safe to use from any thread."""

    def __init__(self, entries_max):
        self._entries = {}
        self._entries_max = entries_max
        self._renew()
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._renew)

    def _renew(self):
        # Another thread may have held the lock when the process was forked.
        self._lock = threading.Lock()

    def get(self, key):
        """What was put, or None."""
        return self._entries.get(key)

    def put(self, key, value):
        """Remembers a value in place of the one before."""
        with self._lock:
            self._entries.pop(key, None)
            self._entries[key] = value
            if len(self._entries) > self._entries_max:
                del self._entries[next(iter(self._entries))]

    def forget(self, key):
        """Answers what was there, and forgets it."""
        with self._lock:
            return self._entries.pop(key, None)

    def clear(self):
        """Forgets everything."""
        with self._lock:
            self._entries.clear()


class Seldom:
    """Says once in so many seconds that it is time, so that what happens with every request is not logged with every one."""

    def __init__(self, interval_s):
        self._interval_s = interval_s
        self._next_at = 0.0

    def is_due(self):
        """Whether it is time. Is not again, until the interval is over."""
        now = time.monotonic()
        if now < self._next_at:
            return False
        self._next_at = now + self._interval_s
        return True
