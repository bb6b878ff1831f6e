"""Which names of fields are secret, as Gatebook itself has it, and some names more."""

import re
from functools import lru_cache
from urllib.parse import unquote_plus

from .conf import configuration

REDACTED = "[redacted]"
NAMES_KEPT = 4_096
NAME_CHARS_MAX = 200
WORD_PARTS_MAX = 4

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


def has_secret_word(text):
    """Whether a text has a word in it with which a name is secret wherever it is."""
    return any(word in text.lower() for word in _SUBSTRINGS)


@lru_cache(maxsize=8)
def _joined_words(more):
    return frozenset("".join(_PARTS.findall(word)).lower() for word in (*_WORDS, *more))
