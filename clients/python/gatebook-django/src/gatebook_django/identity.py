"""Sessions as Gatebook knows them: started, bound to a user, checked, ended.

The engine in `sessions` decides when; here is how, and what is done without an answer.
"""

import ipaddress
import logging
import time
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256
from uuid import uuid4

from django.core.cache import cache
from django.core.signals import setting_changed

from .capture import AGENT_BYTES_MAX, address_of, as_text, current_request, cut
from .conf import configuration
from .errors import Refused, Unavailable
from .memory import Memory
from .outage import circuit

logger = logging.getLogger("gatebook_django")

# Where in a session's data its binding is.
DATA_KEY = "_gatebook"
ENDED_KEPT_S = 14 * 24 * 3600
ADOPTION_INTERVAL_S = 30


@dataclass(frozen=True)
class Binding:
    """What joins a session of Django's to one of Gatebook's."""

    id: str
    token: str
    user_id: str | None

    @classmethod
    def of(cls, data):
        """The binding in a session's data, or None."""
        stored = data.get(DATA_KEY)
        if isinstance(stored, list | tuple) and len(stored) == 3:
            return cls(*stored)
        return None

    def stored(self):
        """The form that every serializer of Django's can keep."""
        return [self.id, self.token, self.user_id]


class Liveness(Enum):
    """What is known of a session."""

    LIVE = 1
    ENDED = 2
    NOT_KNOWN = 3


# When each session was last answered to be live: session id -> (token, moment).
_seen = Memory(50_000)


def where():
    """From where the present request comes, as Gatebook takes it."""
    request = current_request.get()
    if request is None:
        return {}
    meta = request.META
    found = address_of(meta.get("REMOTE_ADDR"), meta.get("HTTP_X_FORWARDED_FOR"))
    if not _is_address(found.get("remote_addr", "")):
        found = {}
    if agent := meta.get("HTTP_USER_AGENT"):
        found["user_agent"] = cut(as_text(agent), AGENT_BYTES_MAX)
    return found


def _is_address(text):
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def start(user_id, idempotency_key=None):
    """Starts a session, a visitor's without a user. Raises `Unavailable` and `Refused`."""
    body = where() if user_id is None else {"user_id": user_id, **where()}
    answer = circuit().ask("POST", "/v1/sessions", body, idempotency_key=idempotency_key or uuid4().hex)
    return Binding(answer["session"]["id"], answer["token"], user_id)


def bind(binding, user_id):
    """Binds a visitor's session to the user who has signed in: it has another token then, and the earlier one opens nothing.

    A session that cannot be bound any more gives way to a new one. Raises `Unavailable` and `Refused`.
    """
    try:
        answer = circuit().ask("PATCH", f"/v1/sessions/{binding.id}", {"user_id": user_id})
    except Refused as error:
        if error.code in ("session_not_found", "session_ended", "user_bound"):
            return start(user_id)
        raise
    return Binding(binding.id, answer["token"], user_id)


def check(binding):
    """Whether a session lives. Asks Gatebook, unless it has answered less than `SESSION_CHECK_INTERVAL_S` ago."""
    present = configuration()
    seen = _seen.get(binding.id)
    if seen is not None and seen[0] == binding.token and time.monotonic() - seen[1] < present.SESSION_CHECK_INTERVAL_S:
        return Liveness.LIVE
    try:
        answer = _introspect(binding.token)
    except (Unavailable, Refused):
        return Liveness.NOT_KNOWN
    live = answer.get("active") and answer.get("sid") == binding.id and answer.get("sub") == binding.user_id
    if live:
        _seen.put(binding.id, (binding.token, time.monotonic()))
        return Liveness.LIVE
    _seen.forget(binding.id)
    return Liveness.ENDED


def _introspect(token):
    path = "/v1/sessions/introspect"
    try:
        return circuit().ask("POST", path, {"token": token, **where()})
    except Refused:
        # Where it is used is partly what the client says, who is not to get by with something that Gatebook refuses.
        return circuit().ask("POST", path, {"token": token})


def is_served_in_outage(binding):
    """Whether a session of which Gatebook cannot be asked is served: not when this project has ended it."""
    if _is_marked("ended", binding.id):
        return False
    longest_s = configuration().SESSION_OUTAGE_S
    if longest_s is None:
        return True
    seen = _seen.get(binding.id)
    return seen is not None and seen[0] == binding.token and time.monotonic() - seen[1] <= longest_s


def sign_out(binding):
    """Ends a session for its user. Later, when Gatebook is away."""
    note_end(binding.id)
    try:
        try:
            circuit().ask("DELETE", f"/v1/me/sessions/{binding.id}", token=binding.token)
        except Refused as error:
            # 401: the token is an older one, or the session has ended already.
            if error.status == 401:
                circuit().ask("DELETE", f"/v1/sessions/{binding.id}")
    except Unavailable:
        circuit().end_later(binding.id)
    except Refused as error:
        logger.error("a session could not be ended: %s", error)


def note_end(session_id):
    """Remembers, for an outage, that a session was ended."""
    _seen.forget(session_id)
    _mark("ended", session_id, ENDED_KEPT_S)


def may_adopt(session_key):
    """Whether this request is the one that makes a session known which Gatebook does not know yet."""
    if circuit().is_open():
        return False
    return _mark("adopted", sha256(session_key.encode()).hexdigest(), ADOPTION_INTERVAL_S)


def _mark(what, name, kept_s):
    try:
        return cache.add(f"gatebook:{what}:{name}", 1, kept_s)
    except Exception:
        # A cache that is away says nothing.
        return True


def _is_marked(what, name):
    try:
        return cache.get(f"gatebook:{what}:{name}") is not None
    except Exception:
        return False


def _forget(*, setting, **_others):
    if setting == "GATEBOOK":
        _seen.clear()


setting_changed.connect(_forget, dispatch_uid="gatebook_django.identity")
