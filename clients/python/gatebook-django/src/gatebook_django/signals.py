"""What happens when somebody signs in."""

import logging

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.signals import user_logged_in
from django.core.exceptions import PermissionDenied
from django.dispatch import receiver

from .errors import Refused

logger = logging.getLogger("gatebook_django")


@receiver(user_logged_in, dispatch_uid="gatebook_django.sign_in")
def sign_in(request=None, **_others):
    """Binds the session to its user at once, so that it is in the list before the page is answered.

    A tenant that allows only so many sessions and refuses more (`session_limit`) refuses the sign-in here: 403.
    """
    register = getattr(getattr(request, "session", None), "gatebook_register", None)
    if register is None:
        return
    try:
        register()
    except Refused as error:
        if error.code != "too_many_sessions":
            logger.error("a session goes on without Gatebook: %s", error)
            return
        request.session.flush()
        request.user = AnonymousUser()
        raise PermissionDenied("you are signed in at too many places: sign out at one of them first") from error
