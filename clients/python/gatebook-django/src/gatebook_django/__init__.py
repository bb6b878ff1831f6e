"""Joins a Django project to Gatebook: every request logged in the background, and sessions that users see and end.

`middleware` logs requests, `sessions` is the SESSION_ENGINE, `listing` answers who is signed in where, `urls` are the
pages for that. What a project calls is here.
"""

from importlib import import_module

__version__ = "0.1.0"

# Loaded when first asked for: Django imports this package before its settings can be read.
_PLACES = {
    "GatebookError": "errors",
    "Limited": "errors",
    "Refused": "errors",
    "Unavailable": "errors",
    "Session": "listing",
    "annotate": "capture",
    "end_all_sessions": "listing",
    "end_other_sessions": "listing",
    "end_session": "listing",
    "flush": "background",
    "statistics": "background",
    "unlogged": "capture",
    "user_sessions": "listing",
}

__all__ = sorted([*_PLACES, "__version__"])


def __getattr__(name):
    place = _PLACES.get(name)
    if place is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{place}"), name)
