"""The pages on which users see where they are signed in, and sign out there. They need no JavaScript."""

import logging

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from . import listing
from .conf import configuration
from .errors import GatebookError

logger = logging.getLogger("gatebook_django")


@never_cache
@login_required
@require_safe
def session_list(request):
    """Where the user is signed in."""
    return _render_list(request)


@never_cache
@login_required
@require_POST
def session_delete(request, session_id):
    """Ends one of the user's sessions; the own one: signs out."""
    is_own = session_id == getattr(request.session, "gatebook_id", None)
    if is_own:
        logout(request)
        return redirect(resolve_url(settings.LOGOUT_REDIRECT_URL or settings.LOGIN_URL))
    try:
        found = listing.end_session(request.user, session_id, request=request)
    except GatebookError as error:
        return _render_failure(request, error)
    if not found:
        raise Http404("there is no such session")
    return redirect("gatebook:session_list")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def session_delete_other(request):
    """Asks once more, and ends all other sessions of the user."""
    try:
        if request.method == "POST":
            listing.end_other_sessions(request)
            return redirect("gatebook:session_list")
        sessions = listing.user_sessions(request.user, current=request)
    except GatebookError as error:
        return _render_failure(request, error)
    others = [session for session in sessions if not session.is_current]
    return render(request, "gatebook_django/session_confirm_delete_other.html", {"sessions": others})


def _render_list(request):
    try:
        sessions, away = listing.user_sessions(request.user, current=request), False
    except GatebookError as error:
        logger.warning("the list of sessions cannot be shown: %s", error)
        sessions, away = [], True
    context = {
        "sessions": sessions,
        "others": [session for session in sessions if not session.is_current],
        "away": away,
        "credit": configuration().LOCATION_CREDIT and any(session.location for session in sessions),
    }
    return render(request, "gatebook_django/session_list.html", context)


def _render_failure(request, error):
    logger.warning("sessions were not ended: %s", error)
    context = {"sessions": [], "others": [], "away": True, "not_ended": True}
    return render(request, "gatebook_django/session_list.html", context, status=503)
