"""`{% load gatebook %}`: words for sessions, and for the request that is answered."""

from datetime import datetime, timedelta

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from gatebook_django import listing
from gatebook_django.conf import configuration
from gatebook_django.errors import GatebookError

register = template.Library()

JUST_NOW = timedelta(minutes=2)


@register.filter
def device(session):
    """What a session is used with, such as `Safari on iPhone`."""
    return getattr(session, "device", None) or _("Unknown device")


@register.filter
def location(session):
    """Where a session is used, such as `Zwolle, The Netherlands`; empty when that is not known."""
    return getattr(session, "location", None) or ""


@register.filter
def device_icon(session):
    """What kind of thing it is: `phone`, `tablet`, `computer` or `other`."""
    platform = (getattr(session, "platform", None) or "").lower()
    if "ipad" in platform or "tablet" in platform:
        return "tablet"
    if any(word in platform for word in ("iphone", "android", "mobile", "phone")):
        return "phone"
    return "computer" if any(word in platform for word in ("mac", "windows", "linux", "chrome")) else "other"


@register.filter
def last_active(session):
    """When a session was used last, in words: it is known to the minute."""
    now = timezone.now() if settings.USE_TZ else datetime.now()
    if now - session.last_seen_at < JUST_NOW:
        return _("just now")
    return _("%(time)s ago") % {"time": timesince(session.last_seen_at, now, depth=1)}


@register.simple_tag(takes_context=True)
def sessions_of(context, user):
    """The sessions of a user, `{% sessions_of user as sessions %}`; an empty list when Gatebook is away."""
    try:
        return listing.user_sessions(user, current=context.get("request"))
    except GatebookError:
        return []


@register.inclusion_tag("gatebook_django/_location_credit.html")
def location_credit():
    """Who says where addresses are, as the licence of the database asks for."""
    return {"shown": configuration().LOCATION_CREDIT}
