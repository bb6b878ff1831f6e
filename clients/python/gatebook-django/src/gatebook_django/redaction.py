"""Secrets that do not leave the process: by the names of fields and of arguments in paths.

Gatebook redacts everything once more before it is stored, and also by the form of values; see its docs/api.md.
"""

import json
import re
from urllib.parse import quote, unquote, unquote_plus

from .names import REDACTED, has_secret_word, is_secret
from .paths import clean_path, encode_path

DEPTH_MAX = 4

# What is before the path, if that is there, and the path.
_HEAD = re.compile(r"((?:[a-zA-Z][a-zA-Z0-9+.-]*:)?//[^/]*)?(/.*)?", re.DOTALL)
_QUERY_OR_FRAGMENT = re.compile(r"[?#]")
_JSON_NAME = re.compile(r'"([^"\\]{1,200})"\s{0,20}:')


def clean_query(query, depth=DEPTH_MAX):
    """A query or form with the values of secret fields replaced, and everything else as it was written."""
    if "=" not in query and "%" not in query:
        return query
    return "&".join(_clean_field(part, depth) for part in query.split("&"))


def _clean_field(part, depth):
    name, equals, value = part.partition("=")
    if not equals or not value:
        return part
    if is_secret(name):
        return f"{name}={REDACTED}"
    if depth > 0 and ("%" in value or "=" in value or "/" in value):
        plain = unquote_plus(value)
        cleaned = clean_text(plain, depth - 1)
        if cleaned != plain:
            return f"{name}={quote(cleaned, safe='/:[]')}"
    return part


def clean_url(url, depth=DEPTH_MAX):
    """A URL with its secrets replaced: in its path, the fields of its query and fragment, and a password before its host."""
    head, rest = _split(url)
    return _clean_head(head) + _clean_rest(rest, depth)


def _split(url):
    """What is before the query or fragment, and what begins with that."""
    found = _QUERY_OR_FRAGMENT.search(url)
    at = found.start() if found else len(url)
    return url[:at], url[at:]


def _clean_head(head):
    found = _HEAD.fullmatch(head)
    if found is None:
        return head
    origin, path = found[1] or "", found[2] or ""
    login, at, host = origin.rpartition("@")
    user, colon, password = login.partition("//")[2].partition(":")
    if at and colon and password:
        origin = f"{login.partition('//')[0]}//{user}:{REDACTED}@{host}"
    plain = unquote(path)
    cleaned = clean_path(plain)
    return origin + (path if cleaned == plain else encode_path(cleaned))


def _clean_rest(rest, depth):
    query, hash_mark, fragment = rest[1:].partition("#") if rest[:1] == "?" else ("", "", rest[1:])
    return rest[:1] + clean_query(query, depth) + hash_mark + clean_query(fragment, depth)


def clean_text(text, depth=DEPTH_MAX):
    """A value with what is inside it: JSON, a URL, a form."""
    if depth <= 0:
        return text
    start = text.lstrip()[:1]
    if start in ("{", "["):
        try:
            inside = json.loads(text)
        except (ValueError, RecursionError):
            # Not to be taken apart, such as when it was cut: what looks as if it had a secret goes as a whole.
            if has_secret_word(text) or any(map(is_secret, _JSON_NAME.findall(text))):
                return REDACTED
        else:
            cleaned = clean_json(inside, depth - 1)
            return text if cleaned == inside else json.dumps(cleaned, ensure_ascii=False)
    head, rest = _split(text)
    head = _clean_head(head)
    return (clean_query(head, depth) if "=" in head else head) + _clean_rest(rest, depth)


def clean_json(value, depth=DEPTH_MAX * 4):
    """What JSON says, with the values of secret members replaced. What is nested too deeply is replaced as a whole."""
    if isinstance(value, str):
        return clean_text(value, DEPTH_MAX - 1)
    if isinstance(value, dict):
        if depth <= 0:
            return REDACTED
        return {
            str(name): REDACTED if is_secret(str(name)) else clean_json(inside, depth - 1)
            for name, inside in value.items()
        }
    if isinstance(value, list | tuple):
        return [clean_json(inside, depth - 1) for inside in value] if depth > 0 else REDACTED
    return value
