"""Requests are logged with everything that is known of them, and with no secret."""

import io
import re
from collections import UserDict
from unittest import mock

from django.contrib.auth.tokens import default_token_generator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import resolve
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

import gatebook_django
from gatebook_django import api, background, middleware, paths, sensitive
from gatebook_django.memory import Seldom

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

    def test_what_a_browser_writes_in_utf_8(self):
        raw = "https://shop.example/hé?q=héllo".encode().decode("latin-1")
        Client().get("/plain/?q=héllo–", HTTP_REFERER=raw, HTTP_USER_AGENT="Café".encode().decode("latin-1"))
        Client().get("/plain/", HTTP_REFERER="https://shop.example/\xff")
        first, second = self.logged()
        self.assertEqual(first["query"], "q=héllo–")
        self.assertEqual(first["referrer"], "https://shop.example/hé?q=héllo")
        self.assertEqual(first["user_agent"], "Café")
        self.assertEqual(second["referrer"], "https://shop.example/\ufffd")

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
        with mock.patch.object(background, "sender", side_effect=RuntimeError("broken on purpose")):
            with self.assertLogs("gatebook_django", "ERROR"):
                self.assertEqual(client.get("/plain/").status_code, 200)
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


class SecretPaths(GatebookTestCase):
    """Arguments of paths that have a secret name."""

    def paths(self):
        return [page["path"] for page in self.logged()]

    def test_a_password_reset(self):
        user = self.user()
        token = default_token_generator.make_token(user)
        start = f"/auth/reset/{urlsafe_base64_encode(force_bytes(user.pk))}"
        link = f"{start}/{token}/"
        client = Client()
        with Recorder() as recorder, gatebook(URL=recorder.url):
            answer = client.get(link)
            self.assertEqual(answer.headers["Location"], f"{start}/set-password/")
            client.get(answer.headers["Location"], HTTP_REFERER=f"http://testserver{link}")
            fields = {"new_password1": "new-battery-staple", "new_password2": "new-battery-staple"}
            answer = client.post(answer.headers["Location"], fields, HTTP_REFERER=f"https://shop.example{link}?a=1")
            self.assertEqual(answer.headers["Location"], "/auth/reset/done/")
            client.get(answer.headers["Location"])
            client.get("/plain/", {"next": link, "to": f"https://shop.example{link}"})
            client.get(f"/account/sign-in/?next={link}")
            client.post("/form/", {"next": link})
            client.get(link[:-1])
            client.get(f"{start}/{token}/and-more/")
            client.get(f"/shop{link}", SCRIPT_NAME="/shop", HTTP_REFERER=f"http://testserver/shop{link}")
            client.get(f"/elsewhere{link}")
            pages = self.logged()
            sent = recorder.text()
        self.assertNotIn(token, sent)
        self.assertNotIn(token, repr(pages))
        self.assertEqual(
            [page["path"] for page in pages[:4]], [f"{start}/[redacted]/"] * 3 + ["/auth/reset/done/"], pages
        )
        self.assertEqual(pages[1]["referrer"], f"http://testserver{start}/[redacted]/")
        self.assertEqual(pages[2]["referrer"], f"https://shop.example{start}/[redacted]/?a=1")
        self.assertEqual(pages[5]["query"], f"next={start}/[redacted]/")
        self.assertEqual(pages[7]["path"], f"{start}/[redacted]")
        self.assertEqual(pages[8]["path"], f"{start}/[redacted]/and-more/")
        self.assertEqual(pages[9]["referrer"], f"http://testserver/shop{start}/[redacted]/")

    def test_secret_arguments_of_any_kind(self):
        client = Client()
        for path in (
            "/invitations/caf%C3%A9%20staple/",
            "/codes/007/7/",
            "/files/bill-staple.pdf",
            "/invitations/new/",
            "/lamps/17/",
        ):
            client.get(path, HTTP_REFERER=f"http://testserver{path}")
        pages = self.logged()
        expected = [
            "/invitations/[redacted]/",
            "/codes/[redacted]/7/",
            "/files/bill-[redacted].pdf",
            "/invitations/new/",
            "/lamps/17/",
        ]
        self.assertEqual([page["path"] for page in pages], expected)
        self.assertEqual([page["referrer"] for page in pages], [f"http://testserver{path}" for path in expected])

    def test_a_project_that_is_served_below_a_path(self):
        path, shown = "/invitations/below-staple/", "/shop/invitations/[redacted]/"
        Client().get(path, {"next": f"/shop{path}"}, SCRIPT_NAME="/shop", HTTP_REFERER=f"http://testserver/shop{path}")
        page = self.page()
        self.assertEqual(
            (page["path"], page["query"], page["referrer"]), (shown, f"next={shown}", f"http://testserver{shown}")
        )

    def test_other_names(self):
        Client().get("/lamps/17/", HTTP_REFERER="http://testserver/lamps/17/")
        self.assertEqual(self.page()["referrer"], "http://testserver/lamps/17/")
        self.position = servers.last_position()
        with gatebook(REDACT=["number"]):
            Client().get("/lamps/17/", HTTP_REFERER="http://testserver/lamps/17/")
            page = self.page()
        self.assertEqual(page["path"], "/lamps/[redacted]/")
        self.assertEqual(page["referrer"], "http://testserver/lamps/[redacted]/")

    @override_settings(MIDDLEWARE=["gatebook_django.middleware.GatebookMiddleware", "tests.test_log.refuse"])
    def test_a_middleware_that_answers_before_there_is_an_address(self):
        client = Client()
        client.get("/invitations/early-staple/")
        client.get("/invitations/new/")
        self.assertEqual(self.paths(), ["/invitations/[redacted]/", "/invitations/new/"])

    @override_settings(MIDDLEWARE=["gatebook_django.middleware.GatebookMiddleware", "tests.test_log.rewrite"])
    def test_a_middleware_that_leads_elsewhere(self):
        Client().get("/i/moved-staple")
        self.assertEqual(self.paths(), ["/i/[redacted]"])

    @override_settings(
        MIDDLEWARE=["gatebook_django.middleware.GatebookMiddleware", "tests.test_log.use_other_addresses"]
    )
    def test_addresses_of_the_request(self):
        Client().get("/join/other-staple/", HTTP_REFERER="http://testserver/join/other-staple/")
        page = self.page()
        self.assertEqual(page["path"], "/join/[redacted]/")
        self.assertEqual(page["referrer"], "http://testserver/join/[redacted]/")

    def test_addresses_that_cannot_be_told(self):
        with mock.patch.object(paths, "get_resolver", side_effect=RuntimeError("broken on purpose")):
            with self.assertLogs("gatebook_django", "ERROR"), mock.patch.object(paths, "_no_addresses", Seldom(60)):
                Client().get("/invitations/broken-staple/", HTTP_REFERER="http://testserver/plain/")
                page = self.page()
        self.assertEqual((page["path"], page["referrer"]), ("/invitations/[redacted]/", "http://testserver/plain/"))


def refuse(get_response):
    """A middleware that answers everything by itself."""
    return lambda request: HttpResponse("refused", status=403)


def rewrite(get_response):
    """A middleware that has short addresses for long ones."""

    def answer(request):
        request.path_info = request.path_info.replace("/i/", "/invitations/") + "/"
        return get_response(request)

    return answer


def use_other_addresses(get_response):
    """A middleware that gives requests other addresses."""

    def answer(request):
        request.urlconf = "tests.other_urls"
        return get_response(request)

    return answer


class RefusesViews:
    """A middleware that reads the form, and answers in place of the view."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, *view):
        return HttpResponse(f"refused, {len(request.POST)} fields", status=403)


class Refused(GatebookTestCase):
    """A form that no view has got: nobody has said which of its fields are sensitive."""

    FORM = {"username": "typed-" + PASSWORD, "password": PASSWORD}

    def test_a_sign_in_without_its_csrf_token(self):
        client = Client(enforce_csrf_checks=True)
        for path in ("/account/sign-in/", "/admin/login/"):
            client.get(path)
            self.assertIn("csrftoken", client.cookies)
            with self.assertLogs("django.security.csrf"):
                self.assertEqual(client.post(path, self.FORM).status_code, 403)
        _, first, _, second = self.logged()
        self.assertNotIn("data", first)
        self.assertNotIn("data", second)

    def test_a_form_with_its_csrf_token(self):
        client = Client(enforce_csrf_checks=True)
        client.get("/account/sign-in/")
        client.post("/", {"lamp": "3", "csrfmiddlewaretoken": client.cookies["csrftoken"].value})
        self.assertEqual(self.logged()[1]["data"]["post"], {"lamp": "3", "csrfmiddlewaretoken": "[redacted]"})

    @override_settings(
        MIDDLEWARE=["gatebook_django.middleware.GatebookMiddleware", "tests.test_log.RefusesViews"],
    )
    def test_another_middleware_that_answers_for_the_view(self):
        """What the view declares holds all the same, and nothing checks CSRF."""
        Client().post("/account/sign-in/", self.FORM)
        Client().post("/form/", {"size": "42"})
        signing_in, other = self.logged()
        self.assertEqual(set(signing_in["data"]["post"].values()), {"[redacted]"})
        self.assertEqual(other["data"]["post"], {"size": "42"})

    def test_a_decorator_that_answers_for_the_view(self):
        """As it stands outside of the one that names the fields."""
        client = Client(enforce_csrf_checks=True)
        client.get("/account/sign-in/")
        form = {"colour": "colour-staple", "csrfmiddlewaretoken": client.cookies["csrftoken"].value, "size": "42"}
        self.assertEqual(client.post("/guarded/", form).status_code, 302)
        page = self.logged()[1]
        self.assertEqual(
            page["data"]["post"], {"colour": "[redacted]", "csrfmiddlewaretoken": "[redacted]", "size": "42"}
        )

    def test_a_view_that_csrf_does_not_protect(self):
        client = Client(enforce_csrf_checks=True)
        client.post("/form/", {"size": "42"})
        self.assertEqual(self.logged()[0]["data"]["post"], {"size": "42"})

    def test_what_views_declare(self):
        def of(path):
            return sensitive._declared(resolve(path).func)

        for path in ("/account/sign-in/", "/password/", "/auth/reset/a/b/", "/admin/auth/user/1/password/"):
            self.assertEqual(of(path), "__ALL__", path)
        self.assertEqual(of("/guarded/"), {"colour"})
        self.assertEqual(of("/sensitive/"), {"colour"})
        self.assertEqual(of("/form/"), set())
        self.assertEqual(of("/async/"), set())
        self.assertEqual(sensitive._declared_by(UserDict()), set())
