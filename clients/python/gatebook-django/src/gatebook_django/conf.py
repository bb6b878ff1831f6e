"""The setting `GATEBOOK`: what there is, what it is unless set, and what is wrong with a value."""

import difflib
import re
from dataclasses import dataclass, field, fields
from urllib.parse import urlsplit

from django.conf import settings
from django.core.signals import setting_changed
from django.utils.module_loading import import_string

KEY_FORM = re.compile(r"gbk_[0-9A-Za-z]{16,}")
LOOPBACK_HOSTS = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Configuration:
    """`GATEBOOK`, each entry as README.md explains it."""

    ENABLED: bool = True
    URL: str = ""
    KEY: str = field(default="", repr=False)
    SESSIONS_KEY: str = field(default="", repr=False)

    LOG: bool = True
    FORM_DATA: bool = True
    REDACT: tuple = ()
    IGNORE_PATHS: tuple = ()
    IGNORE_METHODS: tuple = ()
    IGNORE: object = None
    QUEUE_EVENTS_MAX: int = 10_000
    QUEUE_BYTES_MAX: int = 32 * 1024 * 1024
    BATCH_EVENTS_MAX: int = 500
    FLUSH_INTERVAL_S: float = 1.0
    POST_TIMEOUT_S: float = 10.0
    EXIT_TIMEOUT_S: float = 3.0

    SESSION_DATA_ENGINE: str = "django.contrib.sessions.backends.db"
    SESSION_TIMEOUT_S: float = 0.5
    SESSION_CHECK_INTERVAL_S: float = 0.0
    SESSION_OUTAGE_S: float | None = None
    ANONYMOUS_SESSIONS: bool = True
    LOCATION_CREDIT: bool = True

    @property
    def ready(self):
        """Whether there is a Gatebook to talk to."""
        return bool(self.ENABLED and self.URL and self.KEY)


_KEYS = ("KEY", "SESSIONS_KEY")
_TEXTS = ("URL", *_KEYS, "SESSION_DATA_ENGINE")
_TRUTHS = ("ENABLED", "LOG", "FORM_DATA", "ANONYMOUS_SESSIONS", "LOCATION_CREDIT")
_LISTS = ("REDACT", "IGNORE_PATHS", "IGNORE_METHODS")
_COUNTS = ("QUEUE_EVENTS_MAX", "QUEUE_BYTES_MAX", "BATCH_EVENTS_MAX")
_POSITIVE_SECONDS = ("FLUSH_INTERVAL_S", "POST_TIMEOUT_S", "SESSION_TIMEOUT_S")
_SECONDS = ("EXIT_TIMEOUT_S", "SESSION_CHECK_INTERVAL_S", "SESSION_OUTAGE_S")
_BATCH_EVENTS_LIMIT = 10_000

_current = None


def configuration():
    """The project's configuration. What does not fit is left at its default: the checks report it."""
    global _current
    if _current is None:
        given = getattr(settings, "GATEBOOK", None)
        given = given if isinstance(given, dict) else {}
        names = {item.name for item in fields(Configuration)}
        fitting = {name: value for name, value in given.items() if name in names and not fault_of(name, value)}
        for name in _LISTS:
            if name in fitting:
                fitting[name] = tuple(fitting[name])
        if isinstance(fitting.get("IGNORE"), str):
            fitting["IGNORE"] = import_string(fitting["IGNORE"])
        if "URL" in fitting:
            fitting["URL"] = fitting["URL"].rstrip("/")
        _current = Configuration(**fitting)
    return _current


def names():
    """Every name that `GATEBOOK` may have."""
    return [item.name for item in fields(Configuration)]


def nearest_name(name):
    """The name that was probably meant, or None."""
    found = difflib.get_close_matches(str(name).upper(), names(), n=1)
    return found[0] if found else None


def fault_of(name, value):
    """What is wrong with the value of a known name, or None."""
    checks = (
        (_TEXTS, lambda: isinstance(value, str), "must be a text"),
        (_TRUTHS, lambda: isinstance(value, bool), "must be True or False"),
        (_COUNTS, lambda: _is_count(value), "must be a whole number above 0"),
        (_POSITIVE_SECONDS, lambda: _is_seconds(value) and value > 0, "must be a number of seconds above 0"),
        (_SECONDS, lambda: _is_seconds(value) or (name == "SESSION_OUTAGE_S" and value is None), "must be seconds"),
        (_LISTS, lambda: _is_list(name, value), "must be a list or tuple of texts"),
    )
    for group, fits, fault in checks:
        if name in group and not fits():
            return fault
    if name == "BATCH_EVENTS_MAX" and value > _BATCH_EVENTS_LIMIT:
        return f"must be {_BATCH_EVENTS_LIMIT} at most, which Gatebook takes at a time"
    if name == "IGNORE":
        return _fault_of_ignore(value)
    if name == "URL":
        return _fault_of_url(value)
    if name in _KEYS and value and not KEY_FORM.match(value):
        return "does not look like a key of Gatebook's (gbk_…)"
    return None


def _is_count(value):
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _is_seconds(value):
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0


def _is_list(name, value):
    kinds = (str, re.Pattern) if name == "IGNORE_PATHS" else (str,)
    return isinstance(value, list | tuple) and all(isinstance(item, kinds) for item in value)


def _fault_of_ignore(value):
    if isinstance(value, str):
        try:
            value = import_string(value)
        except ImportError as error:
            return f"cannot be imported: {error}"
    if value is not None and not callable(value):
        return "must be a function of request and response, or where to import it from"
    return None


def _fault_of_url(value):
    if not value:
        return None
    try:
        parts = urlsplit(value)
        fits = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        fits = False
    if not fits:
        return "must be where Gatebook's API is, such as https://gatebook.example"
    if parts.query or parts.fragment or parts.username:
        return "must have no query, fragment or user"
    return None


def is_loopback(url):
    """Whether a URL stays on this machine."""
    return urlsplit(url).hostname in LOOPBACK_HOSTS


def _forget(*, setting, **_others):
    global _current
    if setting == "GATEBOOK":
        _current = None


setting_changed.connect(_forget, dispatch_uid="gatebook_django.conf")
