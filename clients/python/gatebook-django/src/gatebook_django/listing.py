"""Where users are signed in, and the button that shows them out."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlencode

from django.conf import settings
from django.utils.dateparse import parse_datetime
from django.utils.timezone import localtime, make_naive

from . import identity
from .errors import Limited, Refused, Unavailable
from .outage import circuit

# The end is durable when Gatebook says so, and known everywhere a moment later.
REPEATS_MAX = 2


@dataclass(frozen=True)
class Session:
    """A session of a user. `device` is such as `Safari on iPhone`, `location` such as `Zwolle, The Netherlands`."""

    id: str
    user_id: str | None
    state: str
    device: str | None
    browser: str | None
    platform: str | None
    device_kind: str | None
    location: str | None
    ip: str | None
    user_agent: str | None
    last_seen_at: datetime
    started_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    end_reason: str | None
    metadata: dict
    is_current: bool = False

    def end(self):
        """Ends it, everywhere at once. Raises `Unavailable`."""
        _end(self.id)


_TEXTS = (
    "user_id",
    "state",
    "device",
    "browser",
    "platform",
    "device_kind",
    "location",
    "ip",
    "user_agent",
    "end_reason",
)
_TIMES = ("last_seen_at", "started_at", "expires_at", "ended_at")


def user_sessions(user, *, current=None, ended=False):
    """The sessions of a user (or a user's id) that live, newest use first; with `ended` the newest that have ended.

    `current` is the request that asks: its own session has `is_current`, and comes first. Raises `Unavailable` and
    `Refused`.
    """
    current_id = _id_of(current)
    user_id = _user_id(user)
    if user_id in (".", ".."):
        # Such a name cannot stand in a path.
        found = _list("/v1/sessions", user_id=user_id, state=None if ended else "active")
        found = [item for item in found if (item["state"] == "active") != ended]
    else:
        found = _list(f"/v1/users/{quote(user_id, safe='')}/sessions", state="ended" if ended else "active")
    sessions = [_session(item, current_id) for item in found]
    return sorted(sessions, key=lambda session: not session.is_current)


def end_session(user, session_id, *, request=None):
    """Ends a session of a user; with the `request` that asks, in its name. Raises `Unavailable`.

    Answers False when the user has no such session.
    """
    token = getattr(getattr(request, "session", None), "gatebook_token", None)
    try:
        if token is not None:
            _delete(f"/v1/me/sessions/{session_id}", token=token)
        else:
            found = circuit().ask("GET", f"/v1/sessions/{session_id}")
            if found.get("user_id") != _user_id(user):
                return False
            _delete(f"/v1/sessions/{session_id}")
    except Refused as error:
        if error.status in (404, 422):
            return False
        if token is not None and error.status == 401:
            return end_session(user, session_id)
        raise
    identity.note_end(session_id)
    return True


def end_other_sessions(request):
    """Ends all sessions of the user who asks but the one that asks. Answers how many there were. Raises `Unavailable`."""
    others = [session for session in user_sessions(request.user, current=request) if not session.is_current]
    token = getattr(request.session, "gatebook_token", None)
    try:
        if token is not None:
            _delete("/v1/me/sessions?keep_current=true", token=token)
        else:
            _delete(f"/v1/users/{quote(_user_id(request.user), safe='')}/sessions")
    except Refused as error:
        if error.status != 401:
            raise
        for session in others:
            session.end()
    for session in others:
        identity.note_end(session.id)
    return len(others)


def end_all_sessions(user):
    """Ends all sessions of a user (or a user's id). Answers how many there were. Raises `Unavailable`."""
    sessions = user_sessions(user)
    for session in sessions:
        session.end()
    return len(sessions)


def _end(session_id):
    _delete(f"/v1/sessions/{session_id}")
    identity.note_end(session_id)


def _delete(path, **options):
    """Ends, and repeats it when the end is not everywhere yet."""
    for attempt in range(REPEATS_MAX + 1):
        try:
            return circuit().ask("DELETE", path, **options)
        except Limited:
            raise
        except Unavailable:
            if circuit().is_open() or attempt == REPEATS_MAX:
                raise
    return None


def _list(path, **filters):
    query = urlencode({name: value for name, value in filters.items() if value is not None} | {"limit": 100})
    return circuit().ask("GET", f"{path}?{query}")["sessions"]


def _session(item, current_id):
    texts = {name: item.get(name) for name in _TEXTS}
    times = {name: _moment(item.get(name)) for name in _TIMES}
    return Session(
        id=item["id"], metadata=item.get("metadata") or {}, is_current=item["id"] == current_id, **texts, **times
    )


def _moment(text):
    moment = parse_datetime(text) if text else None
    if moment is None or settings.USE_TZ:
        return moment
    return make_naive(localtime(moment))


def _user_id(user):
    return str(getattr(user, "pk", user))


def _id_of(request):
    return getattr(getattr(request, "session", None), "gatebook_id", None)
