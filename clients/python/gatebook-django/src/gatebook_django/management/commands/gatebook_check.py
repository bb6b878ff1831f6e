"""Says whether Gatebook is there, and whether the key opens what is needed."""

import time

from django.core.management.base import BaseCommand, CommandError

from gatebook_django.api import api
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
    help = "Asks Gatebook whether it is there and takes the key, and says which scopes the key lacks. Stores nothing."

    def handle(self, **options):
        present = configuration()
        if not present.ready:
            raise CommandError("GATEBOOK has no URL or KEY, or is not enabled")
        lacking = []
        for scope, method, path, body, expected in QUESTIONS:
            started = time.perf_counter()
            try:
                api().call(method, path, body, timeout_s=present.POST_TIMEOUT_S)
            except Unavailable as error:
                raise CommandError(f"{present.URL} does not answer as Gatebook does: {error}") from error
            except Refused as error:
                if error.status == 403:
                    lacking.append(scope)
                    self.stdout.write(self.style.ERROR(f"{scope:15} missing"))
                    continue
                if error.status not in expected:
                    raise CommandError(f"{present.URL} refuses: {error}") from error
            self.stdout.write(f"{scope:15} works ({(time.perf_counter() - started) * 1000:.1f} ms)")
        if lacking:
            raise CommandError(f"the key lacks {', '.join(lacking)}")
        self.stdout.write(self.style.SUCCESS(f"{present.URL} is there and takes the key"))
