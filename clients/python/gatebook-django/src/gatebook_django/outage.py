"""Asking Gatebook while a visitor waits, and not asking while it is away.

After one failure nobody waits for Gatebook again until a thread in the background has seen it answer. What was to be ended
meanwhile is ended then. That the key's quota is spent is no failure: the next one asks again. A process that can start no
thread goes on asking with every page, and tries again with the next one.
"""

import collections
import logging
import os
import threading

from django.core.signals import setting_changed

from .api import api
from .conf import configuration
from .errors import Limited, Refused, Unavailable
from .memory import Seldom

logger = logging.getLogger("gatebook_django")

PROBE_FIRST_S = 0.5
PROBE_MAX_S = 10.0
ENDS_MAX = 10_000
REPEATED_AFTER_S = 60.0
# Opens nothing: asks whether Gatebook is there, and whether it takes the key.
NO_TOKEN = "gbs_0"


class Circuit:
    """Whether Gatebook is asked at present."""

    def __init__(self):
        self._lock = threading.Lock()
        # Nobody asks: only ever while the thread runs, as nobody else would find out that Gatebook is back.
        self._away = False
        self._probing = False
        self._ends = collections.deque(maxlen=ENDS_MAX)
        self._stop = threading.Event()
        self._no_thread = Seldom(REPEATED_AFTER_S)
        self._limited = Seldom(REPEATED_AFTER_S)

    def is_open(self):
        """Whether Gatebook is away, as far as this process knows."""
        return self._away

    def ask(self, method, path, body=None, **options):
        """As `Api.call`, but at once `Unavailable` while Gatebook is away. A key that is refused is an outage as well.

        `Limited` concerns this question alone. Nobody waits for it here: `Retry-After` is a second at least.
        """
        if self._away:
            raise Unavailable("Gatebook was away a moment ago")
        if self._ends and not self._probing:
            self._end_in_background()
        try:
            return api().call(method, path, body, timeout_s=configuration().SESSION_TIMEOUT_S, **options)
        except Limited as error:
            if self._limited.is_due():
                logger.warning("a question about a session was not answered, which may happen again: %s", error)
            raise
        except Unavailable as error:
            self._open(error)
            raise
        except Refused as error:
            if error.status in (401, 403) and "token" not in options:
                self._open(error)
                raise Unavailable(str(error)) from error
            raise

    def end_later(self, session_id):
        """Ends a session as soon as Gatebook is there again, if this process lives that long."""
        self._ends.append(session_id)
        self._end_in_background()

    def stop(self):
        """Stops probing; nobody asks this circuit any more."""
        self._stop.set()

    def _open(self, error):
        with self._lock:
            if self._away:
                return
            fault = self._have_thread()
            self._away = fault is None
        if fault is None:
            logger.error("sessions are served without Gatebook until it answers again: %s", error)
        elif self._no_thread.is_due():
            logger.error("Gatebook does not answer (%s), and no thread can be started to wait for it: %s", error, fault)

    def _end_in_background(self):
        with self._lock:
            fault = self._have_thread()
        if fault is not None and self._no_thread.is_due():
            logger.error("sessions are ended later, as no thread can be started for it: %s", fault)

    def _have_thread(self):
        """Starts the thread unless it runs. Answers why it cannot be started, or None. With the lock held."""
        if not self._probing:
            try:
                self._begin_probing()
            except Exception as error:
                # Such as when the process has as many threads as it may have.
                return error
            self._probing = True
        return None

    def _begin_probing(self):
        threading.Thread(target=self._probe, name="gatebook-probe", daemon=True).start()

    def _probe(self):
        try:
            self._wait_for_gatebook()
        except BaseException:
            # However the thread ends, nobody counts on it any more.
            with self._lock:
                self._probing = self._away = False
            raise

    def _wait_for_gatebook(self):
        wait_s = PROBE_FIRST_S
        while not self._stop.wait(wait_s):
            wait_s = min(wait_s * 2, PROBE_MAX_S)
            try:
                self._catch_up()
            except Limited:
                # It is there. What is to be ended goes on waiting.
                pass
            except (Unavailable, Refused):
                continue
            except Exception:
                logger.exception("Gatebook could not be asked")
                continue
            with self._lock:
                was_away, self._away = self._away, False
                done = not self._ends
                self._probing = not done
            if was_away:
                logger.warning("Gatebook answers again")
            if done:
                return

    def _catch_up(self):
        timeout_s = configuration().SESSION_TIMEOUT_S
        api().call("POST", "/v1/sessions/introspect", {"token": NO_TOKEN}, timeout_s=timeout_s)
        while self._ends:
            session_id = self._ends[0]
            try:
                api().call("DELETE", f"/v1/sessions/{session_id}", timeout_s=timeout_s)
            except Refused as error:
                # A session that is not there has ended.
                if error.status != 404:
                    logger.error("a session could not be ended: %s", error)
            self._ends.popleft()


_circuit = Circuit()


def circuit():
    """The circuit of this process."""
    return _circuit


def _begin_anew():
    global _circuit
    _circuit = Circuit()


def _forget(*, setting, **_others):
    if setting == "GATEBOOK":
        _circuit.stop()
        _begin_anew()


setting_changed.connect(_forget, dispatch_uid="gatebook_django.outage")
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_begin_anew)
