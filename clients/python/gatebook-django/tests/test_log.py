"""Requests are logged with everything that is known of them, and with no secret."""

import io
import re
from unittest import mock

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import gatebook_django
from gatebook_django import api, background, middleware

from . import servers
from .cases import PASSWORD, PHONE, GatebookTestCase, gatebook
from .servers import Recorder


class Logged(GatebookTestCase):
    def test_a_page_has_all_fields(self):
        client, user = self.phone(), self.user()
        session_id = self.sign_in(client, user)
        self.logged()
        self.position = servers.last_position()
        client.get(
            "/who/?q=blue%20lamp&page=2",
            HTTP_REFERER="https://search.example/?q=lamps",
            HTTP_HOST="localhost:8000",
        )
        page = self.page()
        self.assertGreaterEqual(page.pop("duration_ms"), 0)
        self.assertGreater(page.pop("bytes_sent"), 0)
        for name in ("id", "occurred_at", "recorded_at", "position"):
            page.pop(name)
        self.assertEqual(
            page,
            {
                "type": "access",
                "method": "GET",
                "host": "localhost:8000",
                "path": "/who/",
                "query": "q=blue%20lamp&page=2",
                "referrer": "https://search.example/?q=lamps",
                "user_agent": PHONE,
                "ip": "203.0.113.7",
                "status": 200,
                "user_id": str(user.pk),
                "session_id": session_id,
                "redacted": [],
                # What Gatebook makes of it.
                "session": {"id": session_id, "state": "active"},
                "device": "Safari on iPhone",
                "browser": "Safari",
                "platform": "iPhone",
                "device_kind": "browser",
                "location": "Zwolle, The Netherlands",
                "country": "NL",
                "city": "Zwolle",
            },
        )

    def test_a_form_and_the_names_of_its_files(self):
        upload = SimpleUploadedFile("holiday.jpg", b"the content of the picture")
        with Recorder() as recorder, gatebook(URL=recorder.url):
            Client().post("/form/", {"size": "42", "colour": ["red", "blue"], "picture": upload})
            page = self.page()
            self.assertNotIn("the content of the picture", recorder.text())
        self.assertEqual(
            page["data"],
            {"v": 1, "post": {"size": "42", "colour": ["red", "blue"]}, "files": {"picture": ["holiday.jpg"]}},
        )

    def test_what_is_answered_otherwise(self):
        client = Client(raise_request_exception=False)
        with self.assertLogs("django.request"):
            client.get("/broken/")
            client.get("/nowhere/")
        client.get("/streamed/")
        client.head("/plain/")
        self.assertEqual(
            [(page["method"], page["path"], page["status"]) for page in self.logged()],
            [("GET", "/broken/", 500), ("GET", "/nowhere/", 404), ("GET", "/streamed/", 200), ("HEAD", "/plain/", 200)],
        )

    def test_a_body_that_the_view_did_not_parse_is_left_alone(self):
        answer = Client().post("/stream/", {"size": "42"})
        self.assertGreater(int(answer.content), 0)
        Client().post("/untouched/", {"size": "42"})
        Client().post("/form/", "{", content_type="application/json")
        self.assertEqual([page.get("data") for page in self.logged()], [None, None, None])

    def test_a_path_and_values_of_any_characters(self):
        Client().get("/nowhere/%C3%A9%3Fa%20b/?q=%ED%A0%80%00é")
        Client().post("/form/", "note=half+%ED%A0%BD+and+nothing+%00", content_type="application/x-www-form-urlencoded")
        first, second = self.logged()
        self.assertEqual(first["path"], "/nowhere/%C3%A9%3Fa%20b/")
        self.assertIn("half", second["data"]["post"]["note"])
        self.assertEqual(api.to_json({"note": "half \ud83d"}), b'{"note":"half ?"}')

    def test_the_clients_address_is_left_to_gatebook(self):
        with Recorder() as recorder, gatebook(URL=recorder.url):
            Client(REMOTE_ADDR="10.0.0.3").get("/plain/", HTTP_X_FORWARDED_FOR="203.0.113.7, 10.0.0.9")
            Client(REMOTE_ADDR="").get("/plain/", HTTP_X_FORWARDED_FOR="198.51.100.1, 203.0.113.9")
            self.assertEqual([page["ip"] for page in self.logged()], ["10.0.0.3", "203.0.113.9"])
            sent = recorder.text()
        self.assertIn('"remote_addr":"10.0.0.3","x_forwarded_for":"203.0.113.7, 10.0.0.9"', sent)

    def test_a_visitors_session_and_a_page_that_looks_at_none(self):
        client, user = self.computer(), self.user()
        client.post("/", {"lamp": "3"})
        visitor = client.session.gatebook_id
        self.sign_in(client, user)
        client.get("/plain/")
        pages = self.logged()
        self.assertEqual({page["session_id"] for page in pages}, {visitor})
        self.assertEqual([page.get("user_id") for page in pages], [None, str(user.pk), str(user.pk)])
        self.assertEqual(pages[-1]["path"], "/plain/")

    def test_a_sign_out_belongs_to_who_has_left(self):
        client, user = self.computer(), self.user()
        session_id = self.sign_in(client, user)
        client.post("/account/sign-out/")
        client.get("/plain/")
        _, second, third = self.logged()
        self.assertEqual(
            (second["path"], second["user_id"], second["session_id"]), ("/account/sign-out/", str(user.pk), session_id)
        )
        self.assertEqual((third.get("user_id"), third.get("session_id")), (None, None))

    def test_facts_of_the_project(self):
        Client().get("/annotated/")
        self.assertEqual(self.page()["data"], {"v": 1, "order": 17, "card": {"password": "[redacted]"}})

    def test_very_much_of_everything_is_cut(self):
        Client().post("/form/", {"note": "n" * 100_000, **{f"field{number}": "x" for number in range(500)}})
        Client().get(
            "/nowhere/" + "p" * 20_000, {"q": "q" * 40_000}, HTTP_USER_AGENT="u" * 10_000, HTTP_REFERER="r" * 20_000
        )
        first, second = self.logged()
        self.assertEqual(first["data"]["cut"], True)
        self.assertEqual(len(first["data"]["post"]["note"]), 2_000)
        self.assertEqual(second["status"], 404)

    def test_addresses_of_many_bytes_are_cut_from_the_left(self):
        """They are the client's own there, and a request cannot keep itself out of the log with them."""
        with gatebook(FLUSH_INTERVAL_S=3600):
            Client(REMOTE_ADDR="").get("/plain/", HTTP_X_FORWARDED_FOR="\xe9" * 8_000 + ", 203.0.113.9")
            Client().get("/plain/", HTTP_HOST="localhost", HTTP_USER_AGENT="\xe9" * 8_000, HTTP_REFERER="\xe9" * 8_000)
            self.assertEqual([page["ip"] for page in self.logged()], ["203.0.113.9", "127.0.0.1"])

    def test_the_log_can_be_left_out(self):
        with gatebook(LOG=False):
            Client().get("/plain/")
        with gatebook(FORM_DATA=False):
            Client().post("/form/", {"size": "42"})
            self.assertNotIn("data", self.page())

    def test_what_is_wrong_with_the_log_is_the_logs_own(self):
        client = Client()
        with gatebook(), mock.patch.object(middleware, "capture", side_effect=RuntimeError("broken on purpose")):
            with self.assertLogs("gatebook_django", "ERROR"):
                self.assertEqual(client.get("/plain/").status_code, 200)
            self.assertEqual(gatebook_django.statistics()["failed"], 1)
        with gatebook(), mock.patch.object(background, "event_of", side_effect=RuntimeError("broken on purpose")):
            with self.assertLogs("gatebook_django", "ERROR"):
                self.assertEqual(client.get("/plain/").status_code, 200)
                self.assertEqual(self.logged(), [])
            self.assertEqual(gatebook_django.statistics()["failed"], 1)


class Ignored(GatebookTestCase):
    def test_paths_methods_views_and_a_rule(self):
        def of_robots(request, response):
            return "bot" in request.META.get("HTTP_USER_AGENT", "")

        changes = {
            "IGNORE_PATHS": ["/stream", re.compile(r"^/nowhere/\d+$")],
            "IGNORE_METHODS": ["OPTIONS"],
            "IGNORE": of_robots,
        }
        with gatebook(**changes):
            client = Client()
            client.get("/streamed/")
            client.get("/nowhere/17")
            client.options("/plain/")
            client.get("/plain/", HTTP_USER_AGENT="a bot")
            client.get("/hidden/")
            client.get("/static/gatebook_django/sessions.css")
            client.get("/nowhere/a")
            self.assertEqual(self.page()["path"], "/nowhere/a")

    def test_a_rule_by_its_name(self):
        with gatebook(IGNORE="tests.test_log.everything"):
            Client().get("/plain/")
            self.assertEqual(self.logged(), [])


def everything(request, response):
    """Ignores all."""
    return True


class Secrets(GatebookTestCase):
    def test_passwords_are_nowhere(self):
        """They reach neither the API nor the log, wherever they are written."""
        client, user = self.phone(), self.user()
        secrets = [PASSWORD, "query-staple", "nested-staple", "json-staple", "referrer-staple", "colour-staple"]
        secrets += ["inner-battery-staple", "new-staple", "token-staple", "file-staple", "own-staple", "camel-staple"]
        with Recorder() as recorder, gatebook(URL=recorder.url, REDACT=["wachtzin"]):
            self.sign_in(client, user)
            key = client.cookies["sessionid"].value
            token = client.session.gatebook_token
            client.post("/account/sign-in/?next=/", {"username": user.username, "password": "wrong-" + PASSWORD})
            client.get("/plain/?password=query-staple&next=%2Fa%3Ftoken%3Dtoken-staple&q=lamps")
            client.get("/plain/", {"state": '{"a": {"new_password": "json-staple"}}', "userPassword": "camel-staple"})
            client.get("/plain/", HTTP_REFERER="https://shop.example/a?secret=referrer-staple#token=nested-staple")
            client.post("/sensitive/", {"colour": "colour-staple", "size": "42"})
            client.post(
                "/form/", {"new_password1": "new-staple", "wachtzin": "own-staple", "note": "a=1&pwd=nested-staple"}
            )
            client.post("/form/", {"document": io.BytesIO(b"file-staple")})
            client.get("/annotated/")
            pages = self.logged()
            sent = "\n".join(recorder.bodies("/v1/events/batch"))
        self.assertEqual(len(pages), 9)
        self.assertIn("lamps", sent)
        for secret in [*secrets, key, token]:
            self.assertNotIn(secret, sent)
            self.assertNotIn(secret, repr(pages))
        self.assertEqual(pages[5]["data"]["post"], {"colour": "[redacted]", "size": "42"})

    def test_all_that_a_sign_in_posts_is_sensitive(self):
        self.sign_in(self.phone(), self.user())
        self.assertEqual(self.page()["data"]["post"], {"username": "[redacted]", "password": "[redacted]"})
