"""Secrets in paths: the arguments of the project's addresses that have a secret name, such as the token of a password reset.

A path is held against the project's patterns alone. No converter is asked, as those may ask a database.
"""

import logging
import re
from functools import lru_cache

from django.conf import settings
from django.urls import converters, get_resolver, get_script_prefix, get_urlconf, set_script_prefix, set_urlconf
from django.urls.resolvers import LocalePrefixPattern
from django.utils.encoding import escape_uri_path
from django.utils.translation import override

from .conf import configuration
from .memory import Seldom
from .names import REDACTED, is_secret

logger = logging.getLogger("gatebook_django")

REPORT_INTERVAL_S = 60.0

# What Django's password reset sends by mail, also where the path leads nowhere.
_RESET_TOKEN = re.compile(r"(?<=/)[0-9a-z]{6,8}-[0-9a-f]{32}(?![^/])")

_no_addresses = Seldom(REPORT_INTERVAL_S)


def look_up_in(urlconf, script_name):
    """Says for this thread which addresses paths belong to: None for the project's, and under which path it is served."""
    set_urlconf(urlconf)
    set_script_prefix(script_name or "/")


def clean_path(path):
    """A path, not encoded, with its secret arguments replaced. Raises nothing."""
    try:
        path = _clean_arguments(path)
    except Exception:
        if _no_addresses.is_due():
            logger.exception("the project's addresses cannot be told, and so not which parts of paths are secret")
    return clean_reset_token(path)


def clean_reset_token(path):
    """A path without what has the form of Django's password reset tokens."""
    return _RESET_TOKEN.sub(REDACTED, path) if "-" in path else path


def encode_path(path):
    """A path as URLs have it."""
    return escape_uri_path(path).replace(escape_uri_path(REDACTED), REDACTED)


def _clean_arguments(path):
    addresses, secret = _addresses(get_resolver(get_urlconf()), configuration().REDACT)
    prefix = get_script_prefix()[:-1]
    if not path.startswith(f"{prefix}/"):
        prefix = ""
    inside = path[len(prefix) :]
    # Without its last slash a path is redirected (APPEND_SLASH): its arguments are what they are with it.
    paths = (inside, f"{inside}/")
    if not any(address.secret_spans(tried) for tried in paths for address in secret):
        return path
    for tried in paths:
        spans = _spans(addresses, tried)
        if spans is not None:
            return prefix + _replace(inside, spans)
    return path


def _spans(addresses, path):
    """Where the secret arguments of a path are, or None when it leads nowhere."""
    spans = []
    for address in addresses:
        found = address.secret_spans(path)
        spans += found or ()
        if found is not None and address.is_sure:
            return spans
    return spans or None


def _replace(path, spans):
    cleaned, end = "", 0
    for start, stop in sorted(spans):
        if start >= end:
            cleaned += path[end:start] + REDACTED
        end = max(end, stop)
    return cleaned + path[end:]


class _Address:
    """The patterns that lead to a view one after the other, and which of their arguments are secret."""

    __slots__ = ("has_secret", "is_sure", "steps")

    def __init__(self, regexes, is_sure):
        self.steps = [(regex, [name for name in regex.groupindex if is_secret(name)]) for regex in regexes]
        self.has_secret = any(names for _, names in self.steps)
        # Whether a path that fits leads here, unless an earlier address fits as well.
        self.is_sure = is_sure

    def secret_spans(self, path):
        """Where the secret arguments of a path are, or None when it does not lead here."""
        spans, at = [], 0
        for regex, names in self.steps:
            found = regex.search(path[at:])
            if found is None:
                return None
            spans += [(at + found.start(name), at + found.end(name)) for name in names if found[name]]
            at += found.end()
        return spans


@lru_cache(maxsize=16)
def _addresses(resolver, _redact):
    """All addresses, in the order in which Django tries them, and those with secret arguments, which depend on `REDACT`."""
    addresses = list(_addresses_below(resolver, [((), True)], ()))
    return addresses, [address for address in addresses if address.has_secret]


def _addresses_below(pattern, leading, above):
    regexes, is_sure = _regexes(pattern.pattern)
    leading = [((*before, regex), sure and is_sure) for before, sure in leading for regex in regexes]
    inside = getattr(pattern, "url_patterns", None)
    if inside is None:
        for steps, sure in leading:
            yield _Address(steps, sure)
    elif id(inside) not in above:
        # Otherwise a list of addresses that includes itself.
        for one in inside:
            yield from _addresses_below(one, leading, (*above, id(inside)))


def _regexes(pattern):
    """The expressions of a pattern, and whether it is certain that what fits is taken."""
    if isinstance(pattern, LocalePrefixPattern):
        codes = "|".join(re.escape(code) for code, _ in settings.LANGUAGES)
        return [re.compile(f"^(?:(?:{codes})/)?")], False
    written = getattr(pattern, "_route", getattr(pattern, "_regex", ""))
    if not isinstance(written, str):
        return _translated_regexes(pattern), False
    own = all(type(converter).__module__ == converters.__name__ for converter in pattern.converters.values())
    return [pattern.regex], own


def _translated_regexes(pattern):
    """The expressions of a pattern that is another in other languages."""
    found = {}
    for code, _ in settings.LANGUAGES:
        with override(code):
            found[pattern.regex.pattern] = pattern.regex
    return list(found.values())
