"""The application as Django knows it."""

from django.apps import AppConfig


class GatebookConfig(AppConfig):
    name = "gatebook_django"
    label = "gatebook_django"
    verbose_name = "Gatebook"

    def ready(self):
        from . import checks, signals  # noqa: F401
