"""Sessions: a visitor's, bound and rotated at sign-in, ended everywhere at once."""

import sys
import types
from dataclasses import replace
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from gatebook_django import Session as GatebookSession
from gatebook_django import end_all_sessions, end_session, identity, outage, user_sessions
from gatebook_django.identity import Binding
from gatebook_django.sessions import SessionStore, store_class
from gatebook_django.templatetags.gatebook import last_active

from . import servers
from .cases import PASSWORD, GatebookTestCase, gatebook


class SignIn(GatebookTestCase):
    def test_a_browser_that_writes_utf_8(self):
        client = Client(HTTP_USER_AGENT="Café".encode().decode("latin-1"))
        client.post("/", {"lamp": "3"})
        self.assertEqual(self.session(client.session.gatebook_id)["user_agent"], "Café")

    def test_a_page_without_a_session_starts_none(self):
        client = self.phone()
        client.get("/who/")
        self.assertNotIn("sessionid", client.cookies)
        self.assertEqual(Session.objects.count(), 0)

    def test_a_visitor_becomes_a_user_and_everything_rotates(self):
        client, user = self.phone(), self.user()
        client.post("/", {"lamp": "3"})
        before = client.session
        cookie, token = client.cookies["sessionid"].value, before.gatebook_token
        self.assertEqual(self.session(before.gatebook_id).get("user_id"), None)
        self.assertTrue(servers.ask("/v1/sessions/introspect", "POST", {"token": token})["active"])

        self.assertEqual(self.sign_in(client, user), before.gatebook_id)
        after = client.session
        self.assertNotEqual(client.cookies["sessionid"].value, cookie)
        self.assertNotEqual(after.gatebook_token, token)
        self.assertEqual(after["basket"], ["3"])
        known = self.session(after.gatebook_id)
        self.assertEqual(
            (known["user_id"], known["device"], known["ip"]), (str(user.pk), "Safari on iPhone", "203.0.113.7")
        )
        # What was known before the sign-in opens nothing.
        self.assertEqual(servers.ask("/v1/sessions/introspect", "POST", {"token": token}), {"active": False})
        thief = self.phone()
        thief.cookies["sessionid"] = cookie
        self.assertEqual(self.name_of(thief), "")
        self.assertEqual(self.name_of(client), user.username)

    def test_a_sign_in_without_a_session_before_starts_one_with_the_user(self):
        client, user = self.computer(), self.user()
        with servers.Recorder() as recorder, gatebook(URL=recorder.url):
            session_id = self.sign_in(client, user)
            asked = [place for place, _ in recorder.requests if place.startswith("/v1/sessions")]
        self.assertEqual(asked[0], "/v1/sessions")
        self.assertEqual(asked.count("/v1/sessions"), 1)
        self.assertEqual(self.session(session_id)["user_id"], str(user.pk))

    def test_a_sign_out_ends_it_for_its_user(self):
        client, user = self.computer(), self.user()
        session_id = self.sign_in(client, user)
        client.post("/account/sign-out/")
        ended = self.session(session_id)
        self.assertEqual(
            (ended["state"], ended["end_reason"], ended["ended_by"]), ("revoked", "signed_out", session_id)
        )
        self.assertEqual(user_sessions(user), [])
        self.assertEqual([session.id for session in user_sessions(user, ended=True)], [session_id])

    def test_what_a_client_says_of_its_address_keeps_no_ended_session_alive(self):
        client, user = self.phone(), self.user()
        servers.ask(f"/v1/sessions/{self.sign_in(client, user)}", "DELETE")
        answer = client.get("/who/", HTTP_X_FORWARDED_FOR="\xe9" * 5_000, HTTP_USER_AGENT="\xe9" * 5_000)
        self.assertEqual(answer.json()["user"], "")

    def test_a_refusal_of_where_it_is_used_keeps_no_ended_session_alive(self):
        client, user = self.phone(), self.user()
        session_id = self.sign_in(client, user)
        with servers.Recorder(422) as recorder, gatebook(URL=recorder.url, LOG=False):
            self.assertEqual(self.name_of(client), user.username)
            self.assertEqual(len(recorder.requests), 2)
            servers.ask(f"/v1/sessions/{session_id}", "DELETE")
            recorder.plan = [422]
            self.assertEqual(self.name_of(client), "")

    def test_a_sign_in_with_an_address_of_many_bytes_is_known(self):
        client, user = self.phone(), self.user()
        form = {"username": user.username, "password": PASSWORD}
        client.post("/account/sign-in/", form, HTTP_X_FORWARDED_FOR="\xe9" * 5_000)
        self.assertEqual([session.id for session in user_sessions(user)], [client.session.gatebook_id])

    def test_another_user_in_the_same_browser_has_another_session(self):
        client, first, second = self.computer(), self.user(), self.user()
        one = self.sign_in(client, first)
        two = self.sign_in(client, second)
        self.assertNotEqual(one, two)
        self.assertEqual((self.session(one)["state"], self.session(two)["user_id"]), ("revoked", str(second.pk)))

    def test_another_password_ends_the_others_and_keeps_the_own(self):
        """As Django has it; at Gatebook the others end with their next click."""
        phone, computer, user = self.phone(), self.computer(), self.user()
        own, other = self.sign_in(phone, user), self.sign_in(computer, user)
        cookie = phone.cookies["sessionid"].value
        passwords = {"old_password": PASSWORD, "new_password1": "another-staple-7", "new_password2": "another-staple-7"}
        self.assertEqual(phone.post("/password/", passwords).status_code, 302)
        self.assertNotEqual(phone.cookies["sessionid"].value, cookie)
        self.assertEqual(phone.get("/who/").json(), {"user": user.username, "session": own})
        self.assertEqual(self.name_of(computer), "")
        self.assertEqual(self.session(other)["state"], "revoked")
        self.assertEqual([session.id for session in user_sessions(user)], [own])

    def test_a_sign_in_that_fails_halfway_leaves_no_session_behind(self):
        client, user = Client(raise_request_exception=False), self.user()
        with self.assertLogs("django.request", "ERROR"):
            client.get("/broken-sign-in/", {"username": user.username, "password": PASSWORD})
        self.assertEqual(user_sessions(user), [])

    def test_a_session_that_is_emptied_is_nobodys(self):
        client, user = self.computer(), self.user()
        self.sign_in(client, user)
        client.get("/forget/")
        self.assertEqual(user_sessions(user), [])
        self.assertEqual(self.name_of(client), "")

    def test_a_tenant_that_allows_no_more_sessions_refuses_the_sign_in(self):
        user = self.user()
        self.sign_in(self.phone(), user)
        limits = {"sessions_per_user_max": 1, "session_limit": "refuse_new"}
        servers.ask("/v1/tenant", "PATCH", {"settings": limits})
        self.addCleanup(
            servers.ask,
            "/v1/tenant",
            "PATCH",
            {"settings": {"sessions_per_user_max": 50, "session_limit": "end_oldest"}},
        )
        client = self.computer()
        with self.assertLogs("django.request", "WARNING"):
            answer = client.post("/account/sign-in/", {"username": user.username, "password": PASSWORD})
        self.assertEqual(answer.status_code, 403)
        self.assertEqual(self.name_of(client), "")
        self.assertEqual(len(user_sessions(user)), 1)

    def test_visitors_can_be_left_out(self):
        with gatebook(ANONYMOUS_SESSIONS=False):
            client, user = self.phone(), self.user()
            client.post("/", {"lamp": "3"})
            self.assertIsNone(client.session.gatebook_id)
            self.assertEqual(client.session["basket"], ["3"])
            self.assertIsNotNone(self.sign_in(client, user))

    def test_without_gatebook_the_engine_is_djangos(self):
        with gatebook(ENABLED=False):
            client, user = self.phone(), self.user()
            self.assertIsNone(self.sign_in(client, user))
            self.assertEqual(self.name_of(client), user.username)


class Ending(GatebookTestCase):
    def test_the_next_click_is_signed_out(self):
        phone, computer, user = self.phone(), self.computer(), self.user()
        kept, ended = self.sign_in(phone, user), self.sign_in(computer, user)
        self.assertEqual(self.name_of(computer), user.username)
        self.assertTrue(end_session(user, ended))
        self.assertEqual(self.name_of(computer), "")
        self.assertEqual(self.name_of(phone), user.username)
        self.assertEqual([session.id for session in user_sessions(user)], [kept])
        self.assertNotIn(computer.cookies["sessionid"].value, Session.objects.values_list("session_key", flat=True))

    def test_it_was_ended_elsewhere(self):
        client, user = self.phone(), self.user()
        servers.ask(f"/v1/sessions/{self.sign_in(client, user)}", "DELETE")
        self.assertEqual(self.name_of(client), "")
        # And signs in again in the same browser.
        self.sign_in(client, user)
        self.assertEqual(self.name_of(client), user.username)

    def test_all_of_a_user(self):
        clients, user = [self.phone(), self.computer()], self.user()
        for client in clients:
            self.sign_in(client, user)
        self.assertEqual(end_all_sessions(user), 2)
        self.assertEqual([self.name_of(client) for client in clients], ["", ""])

    def test_somebody_elses_session_is_not_there(self):
        client, user, other = self.phone(), self.user(), self.user()
        session_id = self.sign_in(client, user)
        self.assertFalse(end_session(other, session_id))
        self.assertFalse(end_session(user, "ses_" + "0" * 32))
        self.assertFalse(end_session(user, "nonsense"))
        self.assertEqual(self.name_of(client), user.username)

    def test_a_short_memory_saves_questions_and_an_end_here_is_seen_at_once(self):
        with servers.Recorder() as recorder, gatebook(URL=recorder.url, SESSION_CHECK_INTERVAL_S=3600):
            client, user = self.phone(), self.user()
            session_id = self.sign_in(client, user)
            for _ in range(3):
                self.assertEqual(self.name_of(client), user.username)
            self.assertEqual(len(recorder.bodies("/v1/sessions/introspect")), 1)
            end_session(user, session_id)
            self.assertEqual(self.name_of(client), "")

    def test_a_deleted_key_ends_the_session(self):
        client, user = self.phone(), self.user()
        session_id = self.sign_in(client, user)
        SessionStore().delete(client.cookies["sessionid"].value)
        self.assertEqual(self.session(session_id)["state"], "revoked")

    def test_an_older_token_signs_out_as_well(self):
        client, user = self.phone(), self.user()
        session_id = self.sign_in(client, user)
        identity.sign_out(replace(Binding.of(dict(client.session)), token="gbs_0"))
        self.assertEqual(self.session(session_id)["state"], "revoked")
        self.assertFalse(outage.circuit().is_open())

    def test_a_session_nobody_has_looked_at_is_ended_by_flush(self):
        client, user = self.phone(), self.user()
        session_id = self.sign_in(client, user)
        SessionStore(client.cookies["sessionid"].value).flush()
        self.assertEqual(self.session(session_id)["state"], "revoked")


class Lists(GatebookTestCase):
    def test_a_users_sessions(self):
        phone, computer, user = self.phone(), self.computer(), self.user()
        one, two = self.sign_in(phone, user), self.sign_in(computer, user)
        sessions = {session.id: session for session in user_sessions(user)}
        self.assertEqual(set(sessions), {one, two})
        self.assertIsInstance(sessions[one], GatebookSession)
        self.assertEqual(
            (sessions[one].device, sessions[one].location), ("Safari on iPhone", "Zwolle, The Netherlands")
        )
        self.assertEqual(
            (sessions[two].device, sessions[two].location), ("Chrome on Windows", "San Diego, United States")
        )
        self.assertIsNotNone(sessions[one].last_seen_at.tzinfo)
        with self.settings(USE_TZ=False):
            self.assertEqual({session.last_seen_at.tzinfo for session in user_sessions(user)}, {None})
            self.assertEqual([last_active(session) for session in user_sessions(user)], ["just now", "just now"])
        earlier = replace(sessions[one], last_seen_at=timezone.now() - timedelta(hours=3, minutes=20))
        self.assertEqual(last_active(earlier), "3\xa0hours ago")
        sessions[two].end()
        self.assertEqual([session.id for session in user_sessions(user.pk)], [one])

    def test_names_that_are_no_part_of_a_path(self):
        for name in (".", "..", "a/b", "ä ?#%"):
            self.assertEqual(user_sessions(f"{name}"), [])

    def test_tags(self):
        client, user = self.phone(), self.user()
        self.sign_in(client, user)
        answer = client.get("/tags/").content.decode()
        self.assertEqual(answer.strip(), "[Safari on iPhone|Zwolle, The Netherlands|phone|just now]1 Unknown device")


class Adoption(GatebookTestCase):
    """Sessions that were there before go on, and become known with their next click."""

    def test_a_session_of_djangos_own_engine(self):
        client, user = self.phone(), self.user()
        with self.settings(SESSION_ENGINE="django.contrib.sessions.backends.db"):
            client.handler.load_middleware()
            client.post("/account/sign-in/", {"username": user.username, "password": PASSWORD})
        cookie = client.cookies["sessionid"].value
        client.handler.load_middleware()
        self.assertEqual(self.name_of(client), user.username)
        self.assertEqual([session.device for session in user_sessions(user)], ["Safari on iPhone"])
        self.assertEqual(client.cookies["sessionid"].value, cookie)
        self.name_of(client)
        self.assertEqual(len(user_sessions(user)), 1)
        end_all_sessions(user)
        self.assertEqual(self.name_of(client), "")

    def test_two_requests_at_a_time_make_one_session_known(self):
        user = self.user()
        plain = SessionStore()
        with gatebook(ENABLED=False):
            plain[SESSION_KEY] = str(user.pk)
            plain.save()
        one, two = SessionStore(plain.session_key), SessionStore(plain.session_key)
        for store in (one, two):
            store["page"] = "seen"
        one.save()
        two.save()
        self.assertEqual(one.gatebook_id, two.gatebook_id)
        self.assertEqual(len(user_sessions(user)), 1)
        self.assertEqual(Binding.of(Session.objects.get(pk=plain.session_key).get_decoded()).id, one.gatebook_id)


class Engines(GatebookTestCase):
    """Any engine of Django's keeps the data."""

    def check_engine(self, name):
        module = types.ModuleType(f"tests.engine_over_{name}")
        module.SessionStore = store_class(f"django.contrib.sessions.backends.{name}")
        sys.modules[module.__name__] = module
        with self.settings(SESSION_ENGINE=module.__name__):
            phone, computer, user = self.phone(), self.computer(), self.user()
            phone.post("/", {"lamp": "3"})
            visitor = phone.get("/who/").json()["session"]
            self.assertIsNotNone(visitor)
            for client in (phone, computer):
                client.post("/account/sign-in/", {"username": user.username, "password": PASSWORD})
            one, two = phone.get("/who/").json(), computer.get("/who/").json()
            self.assertEqual((one["user"], two["user"]), (user.username, user.username))
            self.assertEqual(one["session"], visitor)
            stolen = computer.cookies[settings.SESSION_COOKIE_NAME].value
            self.assertTrue(end_session(user, two["session"]))
            self.assertEqual(self.name_of(computer), "")
            phone.post("/account/sign-out/")
            self.assertEqual(self.name_of(phone), "")
            self.assertEqual(user_sessions(user), [])
            computer.cookies[settings.SESSION_COOKIE_NAME] = stolen
            self.assertEqual(self.name_of(computer), "")
            module.SessionStore.clear_expired()

    def test_db(self):
        self.check_engine("db")

    def test_cached_db(self):
        self.check_engine("cached_db")

    def test_cache(self):
        self.check_engine("cache")

    def test_file(self):
        self.check_engine("file")

    def test_signed_cookies(self):
        """Even those can be ended."""
        self.check_engine("signed_cookies")
