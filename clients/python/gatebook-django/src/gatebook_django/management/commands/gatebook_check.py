"""Says whether Gatebook is there, and whether the keys open what is needed."""

import time

from django.core.management.base import BaseCommand, CommandError

from gatebook_django.api import Api, api
from gatebook_django.conf import configuration
from gatebook_django.errors import Refused, Unavailable
from gatebook_django.outage import NO_TOKEN

ABSENT_SESSION = "ses_" + "0" * 32

# What is asked, with the scope that it needs, and the refusals that say that the scope is there.
QUESTIONS = (
    ("events:write", "POST", "/v1/events/batch", {"events": []}, ()),
    ("sessions:read", "POST", "/v1/sessions/introspect", {"token": NO_TOKEN}, ()),
    ("sessions:write", "DELETE", f"/v1/sessions/{ABSENT_SESSION}", None, (404,)),
)


class Command(BaseCommand):
    help = "Asks Gatebook whether it is there and takes the keys, and says which scopes they lack. Stores nothing."

    def handle(self, **options):
        present = configuration()
        if not present.ready:
            raise CommandError("GATEBOOK has no URL or KEY, or is not enabled")
        lacking = {}
        for scope, method, path, body, expected in QUESTIONS:
            is_of_sessions = scope.startswith("sessions:")
            key = "SESSIONS_KEY" if is_of_sessions and present.SESSIONS_KEY else "KEY"
            asked = api() if is_of_sessions else Api(present.URL, present.KEY)
            started = time.perf_counter()
            try:
                asked.call(method, path, body, timeout_s=present.POST_TIMEOUT_S)
            except Unavailable as error:
                raise CommandError(f"{present.URL} does not answer as Gatebook does: {error}") from error
            except Refused as error:
                if error.status == 403:
                    lacking.setdefault(key, []).append(scope)
                    self.stdout.write(self.style.ERROR(f"{scope:15} missing"))
                    continue
                if error.status not in expected:
                    raise CommandError(f"{present.URL} refuses {key}: {error}") from error
            self.stdout.write(f"{scope:15} works ({(time.perf_counter() - started) * 1000:.1f} ms)")
        if lacking:
            raise CommandError("; ".join(f"{key} lacks {', '.join(scopes)}" for key, scopes in lacking.items()))
        self.stdout.write(self.style.SUCCESS(f"{present.URL} is there, and takes what it is asked with"))
