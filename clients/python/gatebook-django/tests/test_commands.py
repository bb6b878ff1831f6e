"""The commands, and what the checks say."""

from datetime import timedelta
from io import StringIO

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.test import SimpleTestCase, override_settings
from django.utils import timezone

from gatebook_django import conf, end_session, user_sessions
from gatebook_django.sessions import SessionStore

from . import servers
from .cases import PASSWORD, GatebookTestCase, gatebook
from .servers import Recorder, closed_port


def run(name, *arguments):
    """What a command prints."""
    printed = StringIO()
    call_command(name, *arguments, stdout=printed, stderr=printed)
    return printed.getvalue()


class ImportSessions(GatebookTestCase):
    def setUp(self):
        super().setUp()
        self.people = [self.user(), self.user()]
        self.clients = [self.phone(), self.computer()]
        with self.settings(SESSION_ENGINE="django.contrib.sessions.backends.db"):
            for client, user in zip(self.clients, self.people, strict=True):
                client.handler.load_middleware()
                client.post("/account/sign-in/", {"username": user.username, "password": PASSWORD})
            visitor = self.phone()
            visitor.post("/", {"lamp": "3"})
        for client in self.clients:
            client.handler.load_middleware()

    def test_sessions_are_brought_over_and_nobody_is_signed_out(self):
        cookies = [client.cookies["sessionid"].value for client in self.clients]
        self.assertEqual(
            run("gatebook_import_sessions", "--dry-run").strip(),
            "2 brought over, 0 there already, 1 anonymous, 0 unreadable, 0 refused (nothing was changed)",
        )
        self.assertEqual([user_sessions(user) for user in self.people], [[], []])
        self.assertEqual(
            run("gatebook_import_sessions").strip(),
            "2 brought over, 0 there already, 1 anonymous, 0 unreadable, 0 refused",
        )
        self.assertEqual(
            run("gatebook_import_sessions", "--anonymous").strip(),
            "1 brought over, 2 there already, 0 anonymous, 0 unreadable, 0 refused",
        )
        for client, user in zip(self.clients, self.people, strict=True):
            self.assertEqual(self.name_of(client), user.username)
            self.assertEqual([session.id for session in user_sessions(user)], [client.session.gatebook_id])
        self.assertEqual([client.cookies["sessionid"].value for client in self.clients], cookies)
        end_session(self.people[0], self.clients[0].session.gatebook_id)
        self.assertEqual(self.name_of(self.clients[0]), "")
        self.assertEqual(self.name_of(self.clients[1]), self.people[1].username)

    def test_it_is_interrupted_and_run_again(self):
        with Recorder("forward", "lose", "lose") as recorder, gatebook(URL=recorder.url):
            with self.assertRaisesMessage(CommandError, "1 brought over"), self.assertLogs("gatebook_django"):
                run("gatebook_import_sessions")
        self.assertIn("1 brought over, 1 there already", run("gatebook_import_sessions"))
        self.assertEqual([len(user_sessions(user)) for user in self.people], [1, 1])
        for client, user in zip(self.clients, self.people, strict=True):
            self.assertEqual(self.name_of(client), user.username)

    def test_what_it_cannot_do(self):
        with gatebook(ENABLED=False), self.assertRaisesMessage(CommandError, "not enabled"):
            run("gatebook_import_sessions")
        with self.settings(SESSION_ENGINE="django.contrib.sessions.backends.db"):
            with self.assertRaisesMessage(CommandError, "set SESSION_ENGINE"):
                run("gatebook_import_sessions")


class ClearSessions(GatebookTestCase):
    def test_data_of_sessions_that_are_over_is_removed(self):
        live, ended, user = self.phone(), self.computer(), self.user()
        self.sign_in(live, user)
        end_session(user, self.sign_in(ended, user))
        expired, local = SessionStore(), SessionStore()
        with gatebook(ENABLED=False):
            expired[SESSION_KEY] = "17"
            expired.save()
            local["basket"] = []
            local.save()
        Session.objects.filter(pk=expired.session_key).update(expire_date=timezone.now() - timedelta(days=1))
        self.assertEqual(Session.objects.count(), 4)
        run("clearsessions")
        kept = set(Session.objects.values_list("session_key", flat=True))
        self.assertEqual(kept, {live.cookies["sessionid"].value, local.session_key})
        self.assertEqual(self.name_of(live), user.username)

    def test_while_gatebook_is_away_only_what_django_knows_is_removed(self):
        client, user = self.phone(), self.user()
        self.sign_in(client, user)
        with gatebook(URL=closed_port()), self.assertLogs("gatebook_django", "WARNING"):
            run("clearsessions")
        self.assertEqual(Session.objects.count(), 1)


class CheckCommand(GatebookTestCase):
    def test_it_says_what_works(self):
        printed = run("gatebook_check")
        for scope in ("events:write", "sessions:read", "sessions:write"):
            self.assertRegex(printed, rf"{scope}\s+works")
        self.assertIn("is there, and takes", printed)

    def test_each_scope_is_looked_for_in_the_key_that_needs_it(self):
        events, sessions = servers.new_key("events:write"), servers.new_key("sessions:read", "sessions:write")
        with gatebook(KEY=events, SESSIONS_KEY=sessions):
            self.assertEqual(run("gatebook_check").count("works"), 3)
        with gatebook(KEY=sessions, SESSIONS_KEY=events):
            lacking = "^KEY lacks events:write; SESSIONS_KEY lacks sessions:read, sessions:write$"
            with self.assertRaisesRegex(CommandError, lacking):
                run("gatebook_check")

    def test_it_says_what_does_not(self):
        with Recorder("forward", 403) as recorder, gatebook(URL=recorder.url):
            with self.assertRaisesMessage(CommandError, "KEY lacks sessions:read"):
                run("gatebook_check")
        with gatebook(URL=closed_port()), self.assertRaisesMessage(CommandError, "does not answer as Gatebook does"):
            run("gatebook_check")
        with gatebook(KEY="gbk_" + "0" * 80), self.assertRaisesMessage(CommandError, "refuses KEY: 401"):
            run("gatebook_check")


class Checks(SimpleTestCase):
    KEY = "gbk_" + "a" * 80

    def found(self, value, **others):
        with override_settings(GATEBOOK=value, **others):
            return [(message.id, message.msg) for message in run_checks() if (message.id or "").startswith("gatebook")]

    def test_all_is_well(self):
        self.assertEqual(self.found({"URL": "https://gatebook.example", "KEY": self.KEY}), [])
        self.assertEqual(self.found({"ENABLED": False}), [])

    def test_each_fault_is_named(self):
        fits = {"URL": "https://gatebook.example", "KEY": self.KEY}
        for value, expected in (
            (None, "gatebook.E001"),
            ("https://gatebook.example", "gatebook.E001"),
            ({**fits, "URI": "x"}, "gatebook.E002"),
            ({**fits, "URL": "gatebook.example"}, "gatebook.E003"),
            ({**fits, "URL": "https://gatebook.example:99999"}, "gatebook.E003"),
            ({**fits, "URL": "https://user@gatebook.example"}, "gatebook.E003"),
            ({**fits, "KEY": "secret"}, "gatebook.E003"),
            ({**fits, "KEY": b"bytes"}, "gatebook.E003"),
            ({**fits, "SESSIONS_KEY": "secret"}, "gatebook.E003"),
            ({**fits, "SESSIONS_KEY": None}, "gatebook.E003"),
            ({**fits, "LOG": 1}, "gatebook.E003"),
            ({**fits, "QUEUE_EVENTS_MAX": 0}, "gatebook.E003"),
            ({**fits, "BATCH_EVENTS_MAX": 10_001}, "gatebook.E003"),
            ({**fits, "SESSION_TIMEOUT_S": 0}, "gatebook.E003"),
            ({**fits, "IGNORE_PATHS": "/admin/"}, "gatebook.E003"),
            ({**fits, "IGNORE": "nowhere.at_all"}, "gatebook.E003"),
            ({**fits, "IGNORE": 17}, "gatebook.E003"),
            ({"KEY": self.KEY}, "gatebook.E004"),
            ({"URL": "https://gatebook.example"}, "gatebook.E004"),
            ({**fits, "SESSION_DATA_ENGINE": "gatebook_django.sessions"}, "gatebook.E006"),
            ({**fits, "SESSION_DATA_ENGINE": "nowhere.at_all"}, "gatebook.E006"),
        ):
            with self.subTest(value=value):
                found = self.found(value)
                self.assertEqual([identifier for identifier, _ in found], [expected], found)
                self.assertNotIn(self.KEY, repr(found))

    def test_a_name_that_was_meant(self):
        with override_settings(GATEBOOK={"ENABLED": False, "Ignore_path": []}):
            hints = [message.hint for message in run_checks() if message.id == "gatebook.E002"]
        self.assertEqual(hints, ["Did you mean 'IGNORE_PATHS'?"])

    def test_the_order_of_middleware(self):
        fits = {"URL": "https://gatebook.example", "KEY": self.KEY}
        own, *others = settings.MIDDLEWARE
        self.assertEqual([name for name, _ in self.found(fits, MIDDLEWARE=others)], ["gatebook.W001"])
        self.assertEqual([name for name, _ in self.found(fits, MIDDLEWARE=[*others, own])], ["gatebook.E005"])

    def test_what_travels_in_the_open(self):
        for url, expected in (("http://gatebook.example", ["gatebook.W002"]), ("http://127.0.0.1:8080", [])):
            with override_settings(GATEBOOK={"URL": url, "KEY": self.KEY}):
                messages = run_checks(include_deployment_checks=True)
                self.assertEqual([message.id for message in messages if "gatebook" in message.id], expected)

    def test_the_key_is_in_no_text(self):
        for name in ("KEY", "SESSIONS_KEY"):
            with override_settings(GATEBOOK={"URL": "https://gatebook.example", name: self.KEY}):
                self.assertNotIn(self.KEY, repr(conf.configuration()))
