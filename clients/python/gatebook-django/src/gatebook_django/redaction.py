"""Secrets that do not leave the process: by the names of fields, as Gatebook itself does it, and some names more.

Gatebook redacts everything once more before it is stored, and also by the form of values; see its docs/api.md.
"""

import json
import re
from functools import lru_cache
from urllib.parse import quote, unquote_plus

from .conf import configuration

REDACTED = "[redacted]"
NAMES_KEPT = 4_096
NAME_CHARS_MAX = 200
WORD_PARTS_MAX = 4
DEPTH_MAX = 4

# Secret anywhere in a name, also inside a longer word.
_SUBSTRINGS = ("password", "passwd", "passphrase", "passcode", "secret", "apikey", "kennwort", "wachtwoord")
# Secret as whole parts of a name.
_WORDS = (
    "pwd pass pw token access_token refresh_token id_token api_key authorization cookie csrf csrfmiddlewaretoken session "
    "sessionid jsessionid phpsessid aspsessionid credit_card card_number cvv cvc ssn otp pin"
).split()

_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[^\W\d_a-zA-Z]+")


def is_secret(name):
    """Whether a field of this name is not to leave the process. Very long names count as secret, unread."""
    return len(name) > NAME_CHARS_MAX or _is_secret(name, configuration().REDACT)


@lru_cache(maxsize=NAMES_KEPT)
def _is_secret(name, more):
    parts = [part.lower() for part in _PARTS.findall(unquote_plus(name))]
    joined = "".join(parts)
    if any(word in joined for word in _SUBSTRINGS):
        return True
    # Neighbouring parts count as one word: credit_card, creditCard and creditcard are the same.
    words = _joined_words(more)
    starts = range(len(parts))
    runs = ("".join(parts[start : start + count]) for start in starts for count in range(1, WORD_PARTS_MAX + 1))
    return any(run in words for run in runs)


@lru_cache(maxsize=8)
def _joined_words(more):
    return frozenset("".join(_PARTS.findall(word)).lower() for word in (*_WORDS, *more))


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
    if depth > 0 and ("%" in value or "=" in value):
        plain = unquote_plus(value)
        cleaned = clean_text(plain, depth - 1)
        if cleaned != plain:
            return f"{name}={quote(cleaned, safe='/:[]')}"
    return part


def clean_url(url, depth=DEPTH_MAX):
    """A URL with the secret fields of its query and fragment replaced."""
    head, mark, rest = url.partition("?")
    if not mark:
        head, mark, rest = url.partition("#")
    if not mark:
        return url
    query, hash_mark, fragment = rest.partition("#")
    return head + mark + clean_query(query, depth) + hash_mark + clean_query(fragment, depth)


def clean_text(text, depth=DEPTH_MAX):
    """A value with what is inside it: JSON, a URL, a form."""
    if depth <= 0:
        return text
    start = text.lstrip()[:1]
    if start in ("{", "["):
        try:
            inside = json.loads(text)
        except (ValueError, RecursionError):
            # Not to be taken apart: what looks as if it had a secret goes as a whole.
            return REDACTED if any(word in text.lower() for word in _SUBSTRINGS) else text
        cleaned = clean_json(inside, depth - 1)
        return text if cleaned == inside else json.dumps(cleaned, ensure_ascii=False)
    if "?" in text or "#" in text:
        return clean_url(text, depth)
    return clean_query(text, depth) if "=" in text else text


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
