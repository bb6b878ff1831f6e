"""Asking Gatebook while a visitor waits, and not asking while it is away.

After one failure nobody waits for Gatebook again until a thread in the background has seen it answer. What was to be ended
meanwhile is ended then.
"""

import collections
import logging
import os
import threading

from django.core.signals import setting_changed

from .api import api
from .conf import configuration
from .errors import Refused, Unavailable

logger = logging.getLogger("gatebook_django")

PROBE_FIRST_S = 0.5
PROBE_MAX_S = 10.0
ENDS_MAX = 10_000
# Opens nothing: asks whether Gatebook is there, and whether it takes the key.
NO_TOKEN = "gbs_0"


class Circuit:
    """Whether Gatebook is asked at present."""

    def __init__(self):
        self._lock = threading.Lock()
        self._probing = False
        self._ends = collections.deque(maxlen=ENDS_MAX)
        self._stop = threading.Event()

    def is_open(self):
        """Whether Gatebook is away, as far as this process knows."""
        return self._probing

    def ask(self, method, path, body=None, **options):
        """As `Api.call`, but at once `Unavailable` while Gatebook is away. A key that is refused is an outage as well."""
        if self._probing:
            raise Unavailable("Gatebook was away a moment ago")
        try:
            return api().call(method, path, body, timeout_s=configuration().SESSION_TIMEOUT_S, **options)
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
        self._open(None)

    def stop(self):
        """Stops probing; nobody asks this circuit any more."""
        self._stop.set()

    def _open(self, error):
        with self._lock:
            if self._probing:
                return
            self._probing = True
        if error is not None:
            logger.error("sessions are served without Gatebook until it answers again: %s", error)
        self._begin_probing()

    def _begin_probing(self):
        threading.Thread(target=self._probe, name="gatebook-probe", daemon=True).start()

    def _probe(self):
        wait_s = PROBE_FIRST_S
        while not self._stop.wait(wait_s):
            wait_s = min(wait_s * 2, PROBE_MAX_S)
            try:
                self._catch_up()
            except (Unavailable, Refused):
                continue
            except Exception:
                logger.exception("Gatebook could not be asked")
                continue
            with self._lock:
                if self._ends:
                    continue
                self._probing = False
            logger.warning("Gatebook answers again")
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
