"""The background: one thread in each process, which posts what was noted, in batches.

What waits is bounded by number and by bytes; what does not fit is dropped, counted and reported. A batch that may have
got lost is posted again as it was: its events have ids, so that they are there once.
"""

import atexit
import collections
import logging
import os
import random
import threading
import time

from django.core.signals import setting_changed

from .api import Api, to_json
from .capture import event_of
from .conf import configuration
from .errors import Refused, Unavailable
from .memory import Seldom

logger = logging.getLogger("gatebook_django")

BATCH_BYTES_MAX = 4 * 1024 * 1024
# Gatebook takes no event that is larger.
EVENT_BYTES_MAX = 64 * 1024
BACK_OFF_FIRST_S = 0.5
BACK_OFF_MAX_S = 30.0
BACK_OFF_HURRIED_S = 0.1
REPORT_INTERVAL_S = 60.0
REASONS_MAX = 5
# The key or its scopes are wrong, or the tenant is gone: somebody can mend that.
MENDABLE = (401, 403, 404)


class Sender:
    """The queue of one process and the thread that empties it."""

    def __init__(self, present):
        self._present = present
        self._api = Api(present.URL, present.KEY)
        self._lock = threading.Lock()
        self._pages = collections.deque()
        self._bytes = 0
        self._wake = threading.Event()
        self._hurry = threading.Event()
        self._sent = threading.Condition()
        self._in_flight = 0
        self._thread = None
        self._closes = False
        self._stopped = False
        self._counts = collections.Counter()
        self._reported = collections.Counter()
        self._reasons = {"rejected": [], "incomplete": []}
        self._report_at = time.monotonic() + REPORT_INTERVAL_S
        self._no_thread = Seldom(REPORT_INTERVAL_S)

    def put(self, page):
        """Takes a page, or drops it when too much waits. Never waits itself."""
        present = self._present
        with self._lock:
            waiting = len(self._pages)
            fits = waiting < present.QUEUE_EVENTS_MAX and self._bytes + page.size <= present.QUEUE_BYTES_MAX
            if fits:
                self._pages.append(page)
                self._bytes += page.size
            else:
                self._counts["dropped"] += 1
            fault = self._have_thread()
        if fault is not None:
            self._say_no_thread(fault)
            # Which the thread does otherwise.
            self._report_if_due()
        elif fits and waiting + 1 == present.BATCH_EVENTS_MAX:
            self._wake.set()

    def _have_thread(self):
        """Starts the thread unless it runs. Answers why it cannot be started, or None. With the lock held."""
        if self._thread is not None and self._thread.is_alive():
            return None
        if not self._closes:
            self._closes = True
            atexit.register(self.close)
        # What a thread that has died was about to send is lost.
        self._counts["failed"] += self._in_flight
        self._in_flight = 0
        thread = threading.Thread(target=self._run, name="gatebook", daemon=True)
        try:
            thread.start()
        except Exception as error:
            # Such as when the process has as many threads as it may have.
            return error
        self._thread = thread
        return None

    def _say_no_thread(self, fault):
        if self._no_thread.is_due():
            logger.error("nothing that is logged is sent, as no thread can be started; it is tried again: %s", fault)

    def count(self, what):
        """Counts something that is reported."""
        with self._lock:
            self._counts[what] += 1

    def statistics(self):
        """How many events were sent, dropped, rejected by Gatebook, went without some of their data, or wait."""
        with self._lock:
            names = ("sent", "dropped", "rejected", "failed", "incomplete", "retries")
            return {**{name: self._counts[name] for name in names}, "waiting": len(self._pages) + self._in_flight}

    def flush(self, timeout_s):
        """Sends what waits; answers whether all of it was within the time."""
        with self._lock:
            if not self._pages and not self._in_flight:
                return True
            fault = self._have_thread()
        if fault is not None:
            self._say_no_thread(fault)
            return False
        self._hurry.set()
        self._wake.set()
        with self._sent:
            done = self._sent.wait_for(lambda: not self._pages and not self._in_flight, timeout_s)
        self._hurry.clear()
        return done

    def close(self):
        """Flushes when the process ends, for `EXIT_TIMEOUT_S` at most."""
        if not self.flush(self._present.EXIT_TIMEOUT_S):
            logger.warning("%d events were not sent before the process ended", self.statistics()["waiting"])
        self.report()

    def stop(self):
        """Gives up what waits, and ends the thread."""
        self._stopped = True
        atexit.unregister(self.close)
        self._hurry.set()
        self._wake.set()

    def report(self):
        """Logs what was lost since the last time."""
        names = ("dropped", "rejected", "failed", "incomplete")
        with self._lock:
            lost = {name: self._counts[name] - self._reported[name] for name in names}
            self._reported.update(lost)
            reasons = {f"{name}_why": f" ({'; '.join(said)})" if said else "" for name, said in self._reasons.items()}
            for said in self._reasons.values():
                said.clear()
        self._report_at = time.monotonic() + REPORT_INTERVAL_S
        if any(lost.values()):
            logger.warning(
                "%(dropped)d events were dropped, as too many waited; %(rejected)d were rejected by "
                "Gatebook%(rejected_why)s; %(failed)d could not be noted; %(incomplete)d went without some of their "
                "data%(incomplete_why)s",
                {**lost, **reasons},
            )

    def _run(self):
        while not self._stopped:
            self._wake.wait(self._present.FLUSH_INTERVAL_S)
            self._wake.clear()
            while not self._stopped and (pages := self._take()):
                try:
                    self._post([event for event in map(self._event, pages) if event is not None])
                except Exception:
                    logger.exception("a batch of events could not be sent")
                    self._add(rejected=len(pages))
                with self._sent:
                    self._in_flight = 0
                    self._sent.notify_all()
            self._report_if_due()

    def _take(self):
        with self._lock:
            count = min(len(self._pages), self._present.BATCH_EVENTS_MAX)
            pages = []
            size = 0
            while len(pages) < count and size < BATCH_BYTES_MAX:
                page = self._pages.popleft()
                size += page.size
                pages.append(page)
            self._bytes -= size
            self._in_flight = len(pages)
            return pages

    def _event(self, page):
        """The JSON of a page's event, or None: what is wrong with one page is not another's business."""
        try:
            event, left_out = event_of(page)
            written = to_json(event)
            if len(written) > EVENT_BYTES_MAX and "data" in event:
                written, left_out = to_json({**event, "data": {"cut": True}}), [*left_out, "data is too large"]
        except Exception:
            self.count("failed")
            logger.exception("a request could not be logged")
            return None
        if left_out:
            self._add(incomplete=1, reasons=left_out)
        return written

    def _post(self, events):
        """Posts a batch, of which each event is JSON already, until it is answered."""
        if not events:
            return
        body = b'{"events":[' + b",".join(events) + b"]}"
        attempt = 0
        while not self._stopped:
            wait_s = None
            try:
                answer = self._api.call("POST", "/v1/events/batch", body, timeout_s=self._present.POST_TIMEOUT_S)
            except Unavailable as error:
                wait_s, why = error.retry_after_s, error
            except Refused as error:
                if error.status == 413 and len(events) > 1:
                    half = len(events) // 2
                    self._post(events[:half])
                    self._post(events[half:])
                    return
                if error.status not in MENDABLE:
                    self._add(rejected=len(events), reasons=[str(error)])
                    return
                why = error
            else:
                self._count_answer(answer, len(events))
                return
            if self._stopped:
                return
            attempt += 1
            self._add(retries=1)
            if attempt == 1 or isinstance(why, Refused):
                logger.warning("events could not be sent, which is tried again: %s", why)
            self._pause(attempt, wait_s)
            self._report_if_due()

    def _pause(self, attempt, wait_s):
        if self._hurry.is_set():
            time.sleep(BACK_OFF_HURRIED_S)
            return
        growing = min(BACK_OFF_FIRST_S * 2 ** min(attempt - 1, 10), BACK_OFF_MAX_S)
        # Spread, so that many processes do not come back at the same moment.
        self._hurry.wait(max(wait_s or 0.0, growing * random.uniform(0.5, 1.0)))

    def _count_answer(self, answer, count):
        rejected = answer.get("rejected", 0)
        reasons = []
        for result in answer.get("results", ()):
            if result.get("code") not in ("duplicate", "ignored"):
                places = ", ".join(error.get("pointer", "?") for error in result.get("errors", ()))
                reasons.append(f"{result.get('code')} {places}".strip())
                break
        self._add(sent=count - rejected, rejected=rejected, reasons=reasons)

    def _add(self, reasons=(), **counts):
        with self._lock:
            self._counts.update(counts)
            said = self._reasons["incomplete" if "incomplete" in counts else "rejected"]
            for reason in reasons:
                if reason not in said and len(said) < REASONS_MAX:
                    said.append(reason)

    def _report_if_due(self):
        if time.monotonic() >= self._report_at:
            self.report()


_current = None
_lock = threading.Lock()


def sender():
    """The sender of this process."""
    global _current
    if _current is None:
        with _lock:
            if _current is None:
                _current = Sender(configuration())
    return _current


def flush(timeout_s=5.0):
    """Sends what waits in this process; answers whether all of it was within the time."""
    return sender().flush(timeout_s)


def statistics():
    """How many events of this process were `sent`, `dropped`, `rejected`, `failed`, posted again (`retries`), or wait.

    Those that went without some of their data are counted as `incomplete`.
    """
    return sender().statistics()


def _begin_anew():
    # What waits belongs to the parent, whose thread is not here.
    global _current, _lock
    _lock = threading.Lock()
    if _current is not None:
        atexit.unregister(_current.close)
    _current = None


def _forget(*, setting, **_others):
    if setting == "GATEBOOK":
        if _current is not None:
            _current.stop()
        _begin_anew()


setting_changed.connect(_forget, dispatch_uid="gatebook_django.background")
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_begin_anew)
