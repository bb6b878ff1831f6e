"""Facts that a project adds to a page, as JSON has them.

They are copied when the page is answered: what changes later, such as a list that grows, is not logged, and nothing that
would ask a database is asked in the background. A fact that is no JSON is left out, and costs nothing but itself.
"""

import math
from json.encoder import encode_basestring

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.functional import LazyObject

from . import redaction

# Deeper than this is replaced as a whole when secrets are looked for.
DEPTH_MAX = redaction.DEPTH_MAX * 4 - 1
# No number beyond this fits what Gatebook counts with.
INTEGER_BITS_MAX = 1_000
NAME_CHARS_SHOWN = 60

_encoder = DjangoJSONEncoder()


class NoFact(ValueError):
    """Why a value is left out, in words that say nothing of the value."""


def copy_facts(facts, bytes_max):
    """Copies as many facts as fit into about `bytes_max` bytes of JSON.

    Answers the copy, how many bytes it has, and for each fact that is left out why. Values are written as Django writes
    them (`DjangoJSONEncoder`), names as text. Raises nothing.
    """
    copies, size, reasons = {}, 0, []
    for name, value in facts.items():
        copier = _Copier(bytes_max - size)
        try:
            copies[name] = copier.copy({name: value}, DEPTH_MAX + 1)[name]
        except NoFact as reason:
            reasons.append(f"{name[:NAME_CHARS_SHOWN]!r} is {reason}")
        except Exception as error:
            # A method of the value's own, which may say anything.
            reasons.append(f"{name[:NAME_CHARS_SHOWN]!r} raises {type(error).__name__}")
        else:
            size = bytes_max - copier.left
    return copies, size, reasons


class _Copier:
    """Copies values until they are more than may be kept, so that one without an end has one."""

    def __init__(self, bytes_max):
        self.left = bytes_max

    def copy(self, value, depth):
        if isinstance(value, LazyObject):
            # Not even asked what it is: that might ask a database.
            raise NoFact(f"of the kind {type(value).__name__}")
        if isinstance(value, str):
            return self._text(value)
        if value is None or isinstance(value, bool):
            return self._spend(value, 5)
        if isinstance(value, int | float):
            return self._number(value)
        if isinstance(value, dict | list | tuple):
            return self._composite(value, depth) if depth > 0 else self._spend(redaction.REDACTED, 13)
        try:
            return self._text(_encoder.default(value))
        except TypeError:
            raise NoFact(f"of the kind {type(value).__name__}") from None

    def _spend(self, value, size):
        self.left -= size
        if self.left < 0:
            raise NoFact("too large")
        return value

    def _text(self, value):
        # A text of a kind of its own becomes a plain one.
        text = str.__str__(value)
        if len(text) > self.left:
            raise NoFact("too large")
        return self._spend(text, 1 + len(encode_basestring(text).encode("utf-8", "replace")))

    def _number(self, value):
        if isinstance(value, float):
            if not math.isfinite(value):
                raise NoFact("no finite number")
            return self._spend(value, 20)
        bits = value.bit_length()
        if bits > INTEGER_BITS_MAX:
            raise NoFact("too large a number")
        return self._spend(value, 2 + bits // 3)

    def _composite(self, value, depth):
        self._spend(None, 2)
        if not isinstance(value, dict):
            return [self.copy(inside, depth - 1) for inside in value]
        copies = {}
        for name, inside in value.items():
            name = self._text(name if isinstance(name, str) else str(name))
            copies[name] = self.copy(inside, depth - 1)
        return copies
