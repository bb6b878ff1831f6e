"""What is noted of a request: little while the visitor waits, the rest in the background.

Nothing here reads a body, loads a session or asks for a user: only what the view has already got is looked at.
"""

import logging
import os
from contextvars import ContextVar
from datetime import datetime, timezone
from functools import lru_cache, wraps
from uuid import UUID

from asgiref.sync import iscoroutinefunction
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.handlers.asgi import ASGIRequest
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.crypto import salted_hmac
from django.utils.functional import SimpleLazyObject, empty
from django.utils.module_loading import import_string

from . import paths, redaction
from .api import to_json
from .conf import configuration
from .facts import copy_facts
from .memory import Memory
from .sensitive import EVERYTHING, sensitive_names

logger = logging.getLogger("gatebook_django")

HOST_BYTES_MAX = 255
PATH_BYTES_MAX = 8 * 1024
QUERY_BYTES_MAX = 16 * 1024
ADDRESS_BYTES_MAX = 128
FORWARDED_BYTES_MAX = 8 * 1024
USER_BYTES_MAX = 256
AGENT_BYTES_MAX = 1_024
FIELDS_MAX = 100
VALUE_CHARS_MAX = 2_000
FORM_CHARS_MAX = 16_000
DATA_BYTES_MAX = 32 * 1024
PAGE_BYTES = 1_024

current_request = ContextVar("gatebook_request", default=None)

# Whose a session is, by the key in the cookie: learnt when a view loads it, so that a page that does not is logged with its
# user all the same.
known = Memory(10_000)


class Page:
    """A request that was answered, as it waits for the background."""

    __slots__ = (
        "bytes_sent",
        "data",
        "duration_s",
        "files",
        "form",
        "form_cut",
        "is_asgi",
        "left_out",
        "meta",
        "method",
        "occurred_at",
        "path",
        "secrets",
        "session_id",
        "session_key",
        "size",
        "status",
        "urlconf",
        "user_id",
    )


def capture(request, response, occurred_at, duration_s):
    """What is to be logged of a request, or None when it is to be ignored."""
    if getattr(request, "_gatebook_unlogged", False) or _is_ignored(request, response):
        return None
    page = Page()
    meta = request.META
    page.occurred_at = occurred_at
    page.duration_s = duration_s
    page.method = request.method
    page.path = request.path
    page.secrets = _secret_arguments(request)
    page.urlconf = getattr(request, "urlconf", None)
    page.is_asgi = isinstance(request, ASGIRequest)
    page.status = response.status_code
    page.meta = tuple(map(meta.get, _HEADERS))
    page.bytes_sent = None if response.streaming else len(response.content)
    page.session_id, page.session_key, page.user_id = _who(request)
    page.data, data_bytes, page.left_out = _facts(request)
    page.form, page.form_cut, form_chars, page.files = None, False, 0, None
    if _may_reach_view(request):
        page.form, page.form_cut, form_chars = _form(request)
        page.files = _files(request)
    chars = len(page.path) + form_chars + sum(len(value) for value in page.meta if value)
    page.size = PAGE_BYTES + chars + data_bytes
    return page


_HEADERS = (
    "HTTP_HOST",
    "QUERY_STRING",
    "HTTP_REFERER",
    "HTTP_USER_AGENT",
    "REMOTE_ADDR",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "SERVER_NAME",
    "SERVER_PORT",
    "SCRIPT_NAME",
)


def _is_ignored(request, response):
    present = configuration()
    path = request.path
    if path.startswith(_ignored_prefixes(present)) or request.method in present.IGNORE_METHODS:
        return True
    for rule in present.IGNORE_PATHS:
        if not isinstance(rule, str) and rule.search(path):
            return True
    return present.IGNORE is not None and bool(present.IGNORE(request, response))


_prefixes = (None, ())


def _ignored_prefixes(present):
    """The paths of static and media files, and those that the project names."""
    global _prefixes
    if _prefixes[0] is not present:
        files = (settings.STATIC_URL, settings.MEDIA_URL)
        own = [url for url in files if url and url.startswith("/") and url != "/"]
        _prefixes = (present, (*own, *(rule for rule in present.IGNORE_PATHS if isinstance(rule, str))))
    return _prefixes[1]


def _who(request):
    """Gatebook's session, the key of Django's session, and the user, as far as that is known without asking."""
    cookie = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    session = getattr(request, "session", None)
    present_key = session.session_key if session is not None else None
    session_key = present_key or cookie
    remembered = known.get(cookie) if cookie else None
    session_id = getattr(session, "gatebook_known_id", None)

    user_id = _user_id(request, session)
    if user_id is None and remembered is not None:
        if present_key == cookie and not hasattr(session, "_session_cache"):
            # Nobody has looked at the session.
            user_id, session_id = remembered
        elif present_key != cookie and getattr(session, "modified", False):
            # A sign-out: the page belongs to who has left.
            user_id = remembered[0]
            session_id = session_id or remembered[1]
            known.forget(cookie)
    if present_key and (user_id or session_id) and known.get(present_key) != (user_id, session_id):
        known.put(present_key, (user_id, session_id))
    return session_id, session_key, user_id


def _user_id(request, session):
    user = request.__dict__.get("user")
    if isinstance(user, SimpleLazyObject):
        user = user.__dict__.get("_wrapped")
        if user is empty:
            user = request.__dict__.get("_acached_user")
    if user is not None and getattr(user, "is_authenticated", False):
        return str(user.pk)
    if user is None and session is not None:
        found = session.__dict__.get("_session_cache", {}).get(SESSION_KEY)
        return None if found is None else str(found)
    return None


def _facts(request):
    """What the project adds: the facts, how many bytes they are, and why others are left out."""
    facts = getattr(request, "_gatebook_data", None)
    return copy_facts(facts, DATA_BYTES_MAX) if facts else (None, 0, [])


def _secret_arguments(request):
    """The values of the secret arguments of the path. None when it has none; empty when that is not known."""
    match = request.resolver_match
    if match is None:
        return ()
    captured = match.kwargs if match.captured_kwargs is None else match.captured_kwargs
    secret = [value for name, value in captured.items() if redaction.is_secret(name)]
    # Others say of themselves whatever they like.
    return tuple(str(value) for value in secret if isinstance(value, str | int | UUID)) if secret else None


def _may_reach_view(request):
    """Whether there is a view, and CSRF has let the request through: only the view says which fields are sensitive."""
    match = request.resolver_match
    if match is None:
        return False
    accepted = getattr(request, "csrf_processing_done", False) or getattr(match.func, "csrf_exempt", False)
    return accepted or not _checks_csrf(tuple(settings.MIDDLEWARE))


@lru_cache(maxsize=8)
def _checks_csrf(middleware):
    """Whether one of the project's middleware checks CSRF."""
    classes = map(import_string, middleware)
    return any(isinstance(one, type) and issubclass(one, CsrfViewMiddleware) for one in classes)


def _form(request):
    """The form data that the view has got: fields, whether something was left out, and how many characters."""
    form = request.__dict__.get("_post")
    if not form or not configuration().FORM_DATA:
        return None, False, 0
    sensitive = sensitive_names(request)
    everything = sensitive == EVERYTHING
    fields, chars, cut = {}, 0, False
    for name, values in form.lists():
        if len(fields) >= FIELDS_MAX or chars >= FORM_CHARS_MAX:
            cut = True
            break
        if everything or name in sensitive or redaction.is_secret(name):
            fields[name[:VALUE_CHARS_MAX]] = redaction.REDACTED
            chars += min(len(name), VALUE_CHARS_MAX)
            continue
        kept = [str(value)[:VALUE_CHARS_MAX] for value in values[:FIELDS_MAX]]
        cut = cut or len(values) > FIELDS_MAX or any(len(value) > VALUE_CHARS_MAX for value in values)
        chars += len(name) + sum(map(len, kept))
        fields[name] = kept[0] if len(kept) == 1 else kept
    return fields, cut, chars


def _files(request):
    """The names of uploaded files, nothing of their content."""
    files = request.__dict__.get("_files")
    if not files:
        return None
    return {
        name[:VALUE_CHARS_MAX]: [str(file.name)[:VALUE_CHARS_MAX] for file in uploaded[:FIELDS_MAX]]
        for name, uploaded in list(files.lists())[:FIELDS_MAX]
    }


def event_of(page):
    """The event that Gatebook gets, and why it goes without some of its data. Runs in the background."""
    host, query, referrer, agent, remote_addr, forwarded_for, forwarded_host, server, port, script_name = page.meta
    paths.look_up_in(page.urlconf, script_name)
    query = query if page.is_asgi else as_text(query)
    referrer = as_text(referrer)
    if settings.USE_X_FORWARDED_HOST and forwarded_host:
        host = forwarded_host.split(",", 1)[0].strip()
    elif not host and server:
        host = server if port in (None, "80", "443") else f"{server}:{port}"
    event = {
        "id": new_id(page.occurred_at),
        "occurred_at": datetime.fromtimestamp(page.occurred_at, timezone.utc).isoformat(),
        "method": page.method,
        "path": cut(paths.encode_path(_path_of(page)) or "/", PATH_BYTES_MAX),
        "status": page.status,
        "duration_ms": round(page.duration_s * 1000, 3),
        "host": cut(host, HOST_BYTES_MAX) if host else None,
        "query": cut(redaction.clean_query(query), QUERY_BYTES_MAX) if query else None,
        "referrer": cut(redaction.clean_url(referrer), PATH_BYTES_MAX) if referrer else None,
        "user_agent": cut(as_text(agent), AGENT_BYTES_MAX) if agent else None,
        "bytes_sent": page.bytes_sent,
        "user_id": cut(page.user_id, USER_BYTES_MAX) if page.user_id else None,
        **address_of(remote_addr, forwarded_for),
    }
    if page.session_id:
        event["session_id"] = page.session_id
    elif page.session_key:
        # Equal for equal keys, and of no use to whoever reads it.
        event["session_key"] = salted_hmac("gatebook_django", page.session_key, algorithm="sha256").hexdigest()
    event["data"], left_out = _data_of(page)
    return {name: value for name, value in event.items() if value is not None}, left_out


def _path_of(page):
    """The path without its secrets."""
    if page.secrets is None:
        return paths.clean_reset_token(page.path)
    cleaned = paths.clean_path(page.path)
    if cleaned == page.path:
        # The path that was asked for is not the one that led to the view.
        for value in filter(None, page.secrets):
            cleaned = cleaned.replace(value, redaction.REDACTED)
    return cleaned


def _data_of(page):
    """The data, and why some of it is left out."""
    data = dict(page.data or {})
    if page.form:
        data["post"] = page.form
    if page.files:
        data["files"] = page.files
    try:
        data = redaction.clean_json(data)
        size = len(to_json(data))
    except Exception as error:
        # Whatever is wrong with the data, the page is logged.
        logger.exception("a request is logged without its data")
        return {"cut": True}, [f"data raises {type(error).__name__}"]
    if size > DATA_BYTES_MAX:
        return {"cut": True}, [*page.left_out, "data is too large"]
    if page.form_cut or page.left_out:
        data["cut"] = True
    return data or None, page.left_out


def address_of(remote_addr, forwarded_for):
    """The members from which Gatebook finds the client's address, if they fit."""
    forwarded_for = _last_entries(forwarded_for or "", FORWARDED_BYTES_MAX)
    if not remote_addr and forwarded_for:
        # Behind a Unix socket: the proxy at its other end is this machine, and has noted from where it was asked.
        forwarded_for, _, remote_addr = forwarded_for.rpartition(",")
    address = {"remote_addr": cut((remote_addr or "").strip(), ADDRESS_BYTES_MAX), "x_forwarded_for": forwarded_for}
    return {name: value for name, value in address.items() if value}


def _last_entries(forwarded_for, bytes_max):
    """As many of the last addresses, which the own proxies have noted, as are so many bytes. Whole ones: half is another."""
    if len(forwarded_for) * 4 <= bytes_max:
        return forwarded_for
    content = forwarded_for.encode("utf-8", "replace")
    if len(content) <= bytes_max:
        return forwarded_for
    return content[-bytes_max:].partition(b",")[2].decode("utf-8", "replace")


def as_text(value):
    """A header as the client meant it. Servers hand over bytes as Latin-1, and browsers write UTF-8."""
    if not value or value.isascii():
        return value
    try:
        return value.encode("latin-1").decode("utf-8", "replace")
    except UnicodeEncodeError:
        return value


def cut(text, bytes_max):
    """A text of so many bytes at most."""
    if len(text) * 4 <= bytes_max:
        return text
    content = text.encode("utf-8", "replace")
    return text if len(content) <= bytes_max else content[:bytes_max].decode("utf-8", "ignore")


def new_id(at):
    """A UUID of version 7, with the time inside."""
    value = int(at * 1000) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    digits = f"{value:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def unlogged(view):
    """Decorates a view whose requests are not to be logged."""
    if iscoroutinefunction(view):

        @wraps(view)
        async def wrapped(request, *args, **options):
            request._gatebook_unlogged = True
            return await view(request, *args, **options)
    else:

        @wraps(view)
        def wrapped(request, *args, **options):
            request._gatebook_unlogged = True
            return view(request, *args, **options)

    return wrapped


def annotate(request, **facts):
    """Adds facts to what is logged of a request, such as `annotate(request, order=17)`.

    They are written as Django writes JSON, as they are when the page is answered. What cannot be written so, and what is
    beyond 32 KiB, is left out and reported; the page is logged all the same.
    """
    request._gatebook_data = {**getattr(request, "_gatebook_data", {}), **facts}
