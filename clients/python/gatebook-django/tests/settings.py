"""The example's settings, as the tests need them. GATEBOOK_URL and GATEBOOK_KEY say where a real Gatebook is."""

import os
import tempfile
from pathlib import Path

from shop.settings import *  # noqa: F403

DEBUG = False
ROOT_URLCONF = "tests.urls"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SESSION_FILE_PATH = tempfile.mkdtemp(prefix="gatebook-django-sessions-")
TEMPLATES = [{**TEMPLATES[0], "DIRS": [Path(__file__).parent / "templates", *TEMPLATES[0]["DIRS"]]}]  # noqa: F405

# Generous, as machines are slow at times; those tests that are about waiting set their own.
GATEBOOK = {
    "URL": os.environ["GATEBOOK_URL"],
    "KEY": os.environ["GATEBOOK_KEY"],
    "FLUSH_INTERVAL_S": 0.05,
    "SESSION_TIMEOUT_S": 20.0,
    "POST_TIMEOUT_S": 30.0,
}
