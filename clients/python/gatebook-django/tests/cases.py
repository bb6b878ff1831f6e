"""What the tests begin with: browsers, people, and the log from here on."""

import random
import threading
from unittest import mock

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client, TestCase, override_settings

import gatebook_django
from gatebook_django import capture

from . import servers

PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.0 Mobile/15E148 Safari/604.1"
)
COMPUTER = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36"
)
PASSWORD = "correct-horse-battery-staple"


def gatebook(**changes):
    """Other values of the setting `GATEBOOK`."""
    return override_settings(GATEBOOK={**settings.GATEBOOK, **changes})


def no_threads():
    """As many threads as the process may have: none of Gatebook's can be started."""
    start = threading.Thread.start

    def refuse(thread):
        if thread.name.startswith("gatebook"):
            raise RuntimeError("can't start new thread")
        start(thread)

    return mock.patch.object(threading.Thread, "start", refuse)


class GatebookTestCase(TestCase):
    """Begins with an empty memory, and with what is in the log so far behind it."""

    maxDiff = None

    def setUp(self):
        # What another test has left behind is in the log before this one begins.
        self.assertTrue(gatebook_django.flush(60), gatebook_django.statistics())
        cache.clear()
        capture.known.clear()
        self.position = servers.last_position()

    def logged(self):
        """The pages that were logged since the test began."""
        self.assertTrue(gatebook_django.flush(60), gatebook_django.statistics())
        return servers.pages_after(self.position)

    def page(self):
        """The only page that was logged since the test began."""
        pages = self.logged()
        self.assertEqual(len(pages), 1, pages)
        return pages[0]

    def phone(self, **options):
        """A browser on a phone, in Zwolle."""
        return Client(HTTP_USER_AGENT=PHONE, REMOTE_ADDR="203.0.113.7", **options)

    def computer(self, **options):
        """A browser on a computer, in San Diego."""
        return Client(HTTP_USER_AGENT=COMPUTER, REMOTE_ADDR="198.51.100.20", **options)

    def user(self):
        """Somebody whom Gatebook has never heard of, with a number that no payment card could have."""
        number = random.getrandbits(40)
        return get_user_model().objects.create_user(id=number, username=f"user-{number}", password=PASSWORD)

    def sign_in(self, client, user):
        """Signs in by the form; answers the id of the session."""
        answer = client.post("/account/sign-in/", {"username": user.username, "password": PASSWORD})
        self.assertEqual(answer.status_code, 302, answer.content)
        return client.session.gatebook_id

    def name_of(self, client):
        """As whom the site knows a browser: empty for a visitor."""
        return client.get("/who/").json()["user"]

    def session(self, session_id):
        """A session as Gatebook has it."""
        return servers.ask(f"/v1/sessions/{session_id}")
