"""What `manage.py check` says about the settings."""

from importlib.util import find_spec

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register

from . import conf

MIDDLEWARE = "gatebook_django.middleware.GatebookMiddleware"
SESSION_MIDDLEWARE = "django.contrib.sessions.middleware.SessionMiddleware"
ENGINE = "gatebook_django.sessions"


@register()
def check_settings(app_configs=None, **_others):
    """Whether `GATEBOOK` says what is needed, in values that fit."""
    given = getattr(settings, "GATEBOOK", None)
    if given is None:
        return [Error("GATEBOOK is not set", hint='GATEBOOK = {"URL": "…", "KEY": "…"}', id="gatebook.E001")]
    if not isinstance(given, dict):
        return [Error("GATEBOOK must be a dict", hint='GATEBOOK = {"URL": "…", "KEY": "…"}', id="gatebook.E001")]
    found = []
    for name, value in given.items():
        if name not in conf.names():
            meant = conf.nearest_name(name)
            hint = f"Did you mean {meant!r}?" if meant else "There are: " + ", ".join(conf.names())
            found.append(Error(f"GATEBOOK[{name!r}] is not a setting", hint=hint, id="gatebook.E002"))
        elif fault := conf.fault_of(name, value):
            found.append(Error(f"GATEBOOK[{name!r}] {fault}", id="gatebook.E003"))
    if given.get("ENABLED", True):
        for name in ("URL", "KEY"):
            if not given.get(name):
                hint = 'Set it, or "ENABLED": False where there is no Gatebook.'
                found.append(Error(f"GATEBOOK[{name!r}] is not set", hint=hint, id="gatebook.E004"))
    return found + _check_middleware() + _check_engine(given)


def _check_middleware():
    present = list(settings.MIDDLEWARE)
    with_engine = settings.SESSION_ENGINE == ENGINE
    if MIDDLEWARE not in present:
        what = f"{MIDDLEWARE} is not in MIDDLEWARE"
        lost = (
            "sessions are kept without address and device, and no page is logged"
            if with_engine
            else "no page is logged"
        )
        return [Warning(f"{what}: {lost}", hint="Put it first.", id="gatebook.W001")]
    if SESSION_MIDDLEWARE in present and present.index(SESSION_MIDDLEWARE) < present.index(MIDDLEWARE):
        return [
            Error(
                f"{MIDDLEWARE} must stand before {SESSION_MIDDLEWARE}",
                hint="Put it first: it measures what comes after it, and tells sessions where a request comes from.",
                id="gatebook.E005",
            )
        ]
    return []


def _check_engine(given):
    if settings.SESSION_ENGINE != ENGINE:
        return []
    engine = given.get("SESSION_DATA_ENGINE", conf.Configuration.SESSION_DATA_ENGINE)
    place = 'GATEBOOK["SESSION_DATA_ENGINE"]'
    if engine == ENGINE:
        return [Error(f"{place} must be another engine, which keeps the data", id="gatebook.E006")]
    try:
        there = isinstance(engine, str) and find_spec(engine) is not None
    except (ImportError, ValueError):
        there = False
    return [] if there else [Error(f"{place} cannot be imported: {engine!r}", id="gatebook.E006")]


@register(Tags.security, deploy=True)
def check_transport(app_configs=None, **_others):
    """Whether what is logged travels encrypted, or not at all."""
    url = conf.configuration().URL
    if url.startswith("http://") and not conf.is_loopback(url):
        text = 'GATEBOOK["URL"] is not encrypted: what is logged, and the key, can be read on the way'
        return [Warning(text, hint="Use https, or a private network.", id="gatebook.W002")]
    return []
