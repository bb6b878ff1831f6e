"""Brings the sessions that are there already to Gatebook."""

from importlib import import_module

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.management.base import BaseCommand, CommandError
from django.db import router, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from gatebook_django import identity
from gatebook_django.conf import configuration
from gatebook_django.errors import Refused, Unavailable
from gatebook_django.identity import Binding
from gatebook_django.sessions import GatebookSession

ROWS_AT_A_TIME = 500


class Command(BaseCommand):
    help = (
        "Makes the sessions in the database known to Gatebook, where they then can be listed and ended. Nobody is signed out: "
        "cookies stay as they are. Safe to repeat, and to stop at any time."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only count")
        parser.add_argument(
            "--anonymous", action="store_true", help="bring over sessions of visitors who have not signed in, too"
        )

    def handle(self, *, dry_run, anonymous, verbosity, **options):
        self.store_class = import_module(settings.SESSION_ENGINE).SessionStore
        self._look_at_settings()
        model = self.store_class.get_model_class()
        counts = dict.fromkeys(("brought over", "there already", "anonymous", "unreadable", "refused"), 0)
        # Oldest first: Gatebook keeps so many of a user, and those that end first make room.
        keys = (
            model.objects.filter(expire_date__gt=timezone.now())
            .order_by("expire_date")
            .values_list("session_key", flat=True)
        )
        for session_key in list(keys):
            try:
                counts[self._bring_over(model, session_key, dry_run, anonymous)] += 1
            except Unavailable as error:
                raise CommandError(
                    f"{self._summary(counts)}; then Gatebook did not answer ({error}): run it again"
                ) from error
        self.stdout.write(self._summary(counts) + (" (nothing was changed)" if dry_run else ""))

    def _look_at_settings(self):
        if not configuration().ready:
            raise CommandError("GATEBOOK has no URL or KEY, or is not enabled")
        if not issubclass(self.store_class, GatebookSession):
            raise CommandError('set SESSION_ENGINE = "gatebook_django.sessions" first')
        if not hasattr(self.store_class, "get_model_class"):
            raise CommandError(
                "the data engine cannot list its sessions; they become known to Gatebook as they are used, one by one"
            )

    def _bring_over(self, model, session_key, dry_run, anonymous):
        """Brings one session over; answers under what it counts."""
        with transaction.atomic(using=router.db_for_write(model)):
            row = model.objects.select_for_update().filter(session_key=session_key).first()
            store = self.store_class(session_key)
            # What cannot be read, such as after another SECRET_KEY, is empty.
            data = store.decode(row.session_data) if row is not None else {}
            if not data:
                return "unreadable"
            if Binding.of(data) is not None:
                return "there already"
            user_id = data.get(SESSION_KEY)
            if user_id is None and not anonymous:
                return "anonymous"
            if dry_run:
                return "brought over"
            repeat = salted_hmac("gatebook_django.import", session_key, algorithm="sha256").hexdigest()
            try:
                binding = identity.start(None if user_id is None else str(user_id), idempotency_key=repeat)
            except Refused as error:
                self.stderr.write(f"a session of user {user_id}: {error}")
                return "refused"
            data[identity.DATA_KEY] = binding.stored()
            row.session_data = store.encode(data)
            row.save(update_fields=["session_data"])
        cached = getattr(store, "_cache", None)
        if cached is not None:
            cached.delete(store.cache_key)
        return "brought over"

    def _summary(self, counts):
        return ", ".join(f"{count} {name}" for name, count in counts.items())
