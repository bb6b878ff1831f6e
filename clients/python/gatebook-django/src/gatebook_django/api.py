"""HTTP to Gatebook, over connections that are kept.

The standard library's client: a check of a session takes part in every page, and costs a third of the processor time
that it does with a client that does more.
"""

import gzip
import http.client
import json
import os
import select
import ssl
import threading
from urllib.parse import urlsplit

from . import __version__
from .conf import configuration
from .errors import Limited, Refused, Unavailable

IDLE_CONNECTIONS_MAX = 32
ANSWER_BYTES_MAX = 8 * 1024 * 1024
PACKED_FROM_BYTES = 2_048
LIMITED = 429
REPEATABLE = (502, 503, 504)
RETRY_AFTER_MAX_S = 60.0


class Api:
    """One Gatebook, with one key. Safe to use from any thread."""

    def __init__(self, url, key):
        parts = urlsplit(url)
        self._host = parts.hostname
        self._port = parts.port
        self._prefix = parts.path.rstrip("/")
        self._tls = ssl.create_default_context() if parts.scheme == "https" else None
        self._headers = {
            "Authorization": f"Bearer {key}",
            "Accept": "application/json",
            "User-Agent": f"gatebook-django/{__version__}",
        }
        self._idle = []
        self._lock = threading.Lock()

    def call(self, method, path, body=None, *, timeout_s, token=None, idempotency_key=None):
        """What Gatebook answers, as JSON, or None when it answers nothing.

        `body` is something for JSON, or bytes of JSON. `token` is sent instead of the key. Every call can be repeated
        without harm, so one that meets a connection which the other side has just closed is.

        Raises `Unavailable`, of which `Limited` is one, and `Refused`.
        """
        headers = dict(self._headers)
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        if idempotency_key is not None:
            headers["Idempotency-Key"] = idempotency_key
        if body is not None:
            body = body if isinstance(body, bytes) else to_json(body)
            headers["Content-Type"] = "application/json"
            if len(body) >= PACKED_FROM_BYTES:
                body = gzip.compress(body, compresslevel=1)
                headers["Content-Encoding"] = "gzip"
        while True:
            connection, kept = self._take(timeout_s)
            try:
                connection.request(method, self._prefix + path, body, headers)
                answer = connection.getresponse()
                content = answer.read(ANSWER_BYTES_MAX)
            except (ConnectionError, http.client.BadStatusLine) as error:
                connection.close()
                if kept:
                    continue
                raise Unavailable(f"the connection failed: {type(error).__name__}") from error
            except (OSError, http.client.HTTPException) as error:
                connection.close()
                raise Unavailable(f"no answer: {type(error).__name__}") from error
            except BaseException:
                # Interrupted halfway: what is left in the connection belongs to no other request.
                connection.close()
                raise
            self._give_back(connection, answer)
            return _read(answer, content)

    def _take(self, timeout_s):
        """A connection, and whether it was used before."""
        while True:
            with self._lock:
                connection = self._idle.pop() if self._idle else None
            if connection is None:
                kind = http.client.HTTPConnection if self._tls is None else http.client.HTTPSConnection
                options = {} if self._tls is None else {"context": self._tls}
                return kind(self._host, self._port, timeout=timeout_s, **options), False
            if _is_quiet(connection.sock):
                connection.sock.settimeout(timeout_s)
                return connection, True
            connection.close()

    def _give_back(self, connection, answer):
        # `sock` is gone when the other side wants to close.
        if connection.sock is not None and answer.isclosed():
            with self._lock:
                if len(self._idle) < IDLE_CONNECTIONS_MAX:
                    self._idle.append(connection)
                    return
        connection.close()


def to_json(value):
    """JSON as bytes, also of text that is none, such as half a surrogate pair. Raises `ValueError` and `TypeError`."""
    return json.dumps(value, allow_nan=False, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _is_quiet(sock):
    """Whether a connection that waits is still open: it is readable when the other side has closed it."""
    if sock is None:
        return False
    try:
        if hasattr(select, "poll"):
            poll = select.poll()
            poll.register(sock, select.POLLIN)
            return not poll.poll(0)
        return not select.select([sock], [], [], 0)[0]
    except (OSError, ValueError):
        return False


def _read(answer, content):
    if 200 <= answer.status < 300:
        if not content:
            return None
        try:
            return json.loads(content)
        except ValueError as error:
            raise Unavailable("an answer that is no JSON: is this Gatebook?") from error
    if answer.status == LIMITED:
        raise Limited("answered 429: the key's quota is spent", _retry_after_s(answer))
    if answer.status in REPEATABLE:
        raise Unavailable(f"answered {answer.status}", _retry_after_s(answer))
    try:
        problem = json.loads(content)
        code, detail = str(problem["code"]), str(problem.get("detail", ""))
    except (ValueError, TypeError, KeyError, AttributeError):
        code, detail = "unknown", answer.reason
    raise Refused(answer.status, code, detail)


def _retry_after_s(answer):
    try:
        return min(max(float(answer.headers.get("Retry-After", "")), 0.0), RETRY_AFTER_MAX_S)
    except ValueError:
        return None


_current = None


def api():
    """The project's Gatebook, as sessions ask it: with their key."""
    global _current
    present = configuration()
    if _current is None or _current[0] is not present:
        _current = (present, Api(present.URL, present.SESSIONS_KEY or present.KEY))
    return _current[1]


def _forget():
    # A connection cannot be shared by two processes. It is not closed: the parent goes on with it.
    global _current
    _current = None


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
