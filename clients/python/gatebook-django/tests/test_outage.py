"""While Gatebook is away no page breaks, none waits for long, and what happened is made good afterwards."""

import threading
import time
from unittest import mock

from django.test import Client

import gatebook_django
from gatebook_django import Unavailable, end_session, outage, user_sessions

from . import servers
from .cases import PASSWORD, GatebookTestCase, gatebook, no_threads
from .servers import closed_port, deaf_server


class Away(GatebookTestCase):
    def setUp(self):
        super().setUp()
        # When Gatebook is asked again is up to the test.
        probing = mock.patch.object(outage.Circuit, "_begin_probing")
        self.probing = probing.start()
        self.addCleanup(probing.stop)

    def gone(self, url, **changes):
        return gatebook(URL=url, LOG=False, SESSION_TIMEOUT_S=0.2, **changes)

    def visit(self):
        """Everything that a visitor does, most of it twice, and how long it took."""
        client, user = self.phone(), self.user()
        started = time.monotonic()
        self.assertEqual(client.get("/").status_code, 200)
        self.assertEqual(client.post("/", {"lamp": "3"}).status_code, 302)
        answer = client.post("/account/sign-in/", {"username": user.username, "password": PASSWORD})
        self.assertEqual(answer.status_code, 302)
        for _ in range(20):
            self.assertEqual(self.name_of(client), user.username)
        page = client.get("/account/sessions/")
        self.assertContains(page, "cannot be shown at the moment")
        self.assertEqual(client.post("/account/sessions/others/delete/").status_code, 503)
        self.assertEqual(client.post("/account/sign-out/").status_code, 302)
        self.assertEqual(self.name_of(client), "")
        return time.monotonic() - started

    def test_nobody_listens(self):
        with self.gone(closed_port()), self.assertLogs("gatebook_django"), self.assertLogs("django.request"):
            self.assertLess(self.visit(), 10)

    def test_nobody_answers(self):
        with (
            deaf_server() as url,
            self.gone(url),
            self.assertLogs("gatebook_django"),
            self.assertLogs("django.request"),
        ):
            # One visitor waits for 0.2 s; nobody does after that.
            self.assertLess(self.visit(), 10)
            self.assertEqual(self.probing.call_count, 1)
            self.assertTrue(outage.circuit().is_open())

    def test_a_session_that_is_there_goes_on(self):
        client, user = self.phone(), self.user()
        self.sign_in(client, user)
        with self.gone(closed_port()), self.assertLogs("gatebook_django"):
            self.assertEqual(self.name_of(client), user.username)
            with self.assertRaises(Unavailable):
                user_sessions(user)
        self.assertEqual(self.name_of(client), user.username)

    def test_a_session_that_was_ended_here_before_stays_ended(self):
        client, user = self.phone(), self.user()
        end_session(user, self.sign_in(client, user))
        with self.gone(closed_port()), self.assertLogs("gatebook_django"):
            self.assertEqual(self.name_of(client), "")

    def test_only_sessions_seen_lately_go_on_if_the_project_wants_that(self):
        seen, unseen, user = self.phone(), self.computer(), self.user()
        for client in (seen, unseen):
            self.sign_in(client, user)
        with servers.Recorder() as recorder, gatebook(URL=recorder.url, LOG=False, SESSION_OUTAGE_S=3600):
            self.assertEqual(self.name_of(seen), user.username)
            recorder.plan = [503, 503]
            with self.assertLogs("gatebook_django"):
                self.assertEqual(self.name_of(seen), user.username)
                self.assertEqual(self.name_of(unseen), "")

    def test_a_sign_in_meanwhile_is_made_known_afterwards(self):
        client, user = self.phone(), self.user()
        client.post("/", {"lamp": "3"})
        with self.gone(closed_port()), self.assertLogs("gatebook_django"):
            client.post("/account/sign-in/", {"username": user.username, "password": PASSWORD})
            self.assertEqual(self.name_of(client), user.username)
            self.assertIsNone(client.session.gatebook_id)
        self.assertEqual(self.name_of(client), user.username)
        self.assertEqual([session.id for session in user_sessions(user)], [client.session.gatebook_id])

    def test_a_key_that_is_refused_is_an_outage(self):
        client, user = self.phone(), self.user()
        self.sign_in(client, user)
        with gatebook(KEY="gbk_" + "0" * 80, LOG=False), self.assertLogs("gatebook_django", "ERROR"):
            self.assertEqual(self.name_of(client), user.username)


class Back(GatebookTestCase):
    def test_what_was_to_be_ended_is_ended_and_gatebook_is_asked_again(self):
        client, user = self.phone(), self.user()
        session_id = self.sign_in(client, user)
        back = threading.Event()
        warned = mock.patch.object(outage.logger, "warning", side_effect=lambda *_: back.set())
        with servers.Recorder() as recorder, gatebook(URL=recorder.url, LOG=False), warned:
            recorder.plan = [503, 503]
            with self.assertLogs("gatebook_django", "ERROR"):
                client.post("/account/sign-out/")
            self.assertEqual(self.name_of(client), "")
            self.assertTrue(back.wait(60))
            self.assertFalse(outage.circuit().is_open())
        self.assertEqual(self.session(session_id)["state"], "revoked")

    def test_a_connection_that_gatebook_has_closed_is_opened_again(self):
        client, user = self.phone(), self.user()
        with servers.Recorder() as recorder, gatebook(URL=recorder.url, LOG=False):
            self.sign_in(client, user)
            recorder.plan = ["close"]
            self.assertEqual(self.name_of(client), user.username)
            self.assertFalse(outage.circuit().is_open())


class Limited(GatebookTestCase):
    """The key's quota is spent, such as by a burst of events: that is no outage."""

    def test_a_session_goes_on_and_the_next_page_asks_again(self):
        client, user = self.phone(), self.user()
        session_id = self.sign_in(client, user)
        with servers.Recorder() as recorder, gatebook(URL=recorder.url, LOG=False):
            with self.assertLogs("gatebook_django", "WARNING") as logs:
                recorder.plan = [429, 429, 429]
                for _ in range(3):
                    self.assertEqual(self.name_of(client), user.username)
            self.assertFalse(outage.circuit().is_open())
            self.assertEqual(len(recorder.requests), 3)
            self.assertEqual(len(logs.output), 1, logs.output)
            self.assertIn("quota", logs.output[0])
            servers.ask(f"/v1/sessions/{session_id}", "DELETE")
            self.assertEqual(self.name_of(client), "")

    def test_a_session_that_this_project_has_ended_stays_ended(self):
        client, user = self.phone(), self.user()
        end_session(user, self.sign_in(client, user))
        with servers.Recorder(429) as recorder, gatebook(URL=recorder.url, LOG=False):
            with self.assertLogs("gatebook_django", "WARNING"):
                self.assertEqual(self.name_of(client), "")

    def test_a_page_does_not_wait_until_there_is_some_quota_again(self):
        client, user = self.phone(), self.user()
        self.sign_in(client, user)
        with servers.Recorder(429) as recorder, gatebook(URL=recorder.url, LOG=False):
            recorder.retry_after_s = 600
            started = time.monotonic()
            with self.assertLogs("gatebook_django", "WARNING"):
                self.assertEqual(self.name_of(client), user.username)
            self.assertLess(time.monotonic() - started, 60)

    def test_a_sign_out_is_made_known_afterwards_and_others_are_asked_about_meanwhile(self):
        client, other, user = self.phone(), self.computer(), self.user()
        session_id = self.sign_in(client, user)
        other_id = self.sign_in(other, user)
        ended = threading.Event()
        catch_up = outage.Circuit._catch_up

        def caught_up(circuit):
            catch_up(circuit)
            ended.set()

        with servers.Recorder() as recorder, gatebook(URL=recorder.url, LOG=False):
            with mock.patch.object(outage.Circuit, "_catch_up", caught_up):
                with self.assertLogs("gatebook_django", "WARNING"):
                    # Asked about, ended, and ended in the background.
                    recorder.plan = ["forward", 429, 429]
                    self.assertEqual(client.post("/account/sign-out/").status_code, 302)
                self.assertFalse(outage.circuit().is_open())
                self.assertTrue(ended.wait(60))
            servers.ask(f"/v1/sessions/{other_id}", "DELETE")
            self.assertEqual(self.name_of(other), "")
        self.assertEqual(self.session(session_id)["state"], "revoked")

    def test_an_outage_is_over_when_gatebook_answers_that_the_quota_is_spent(self):
        client, user = self.phone(), self.user()
        self.sign_in(client, user)
        back = threading.Event()
        warned = mock.patch.object(outage.logger, "warning", side_effect=lambda *_: back.set())
        with servers.Recorder() as recorder, gatebook(URL=recorder.url, LOG=False), warned:
            with self.assertLogs("gatebook_django", "ERROR"):
                recorder.plan = [503] + [429] * 1_000
                self.assertEqual(self.name_of(client), user.username)
                self.assertTrue(outage.circuit().is_open())
            self.assertTrue(back.wait(60))
            self.assertFalse(outage.circuit().is_open())

    def test_ending_a_session_says_so_and_is_not_repeated_at_once(self):
        client, user = self.phone(), self.user()
        session_id = self.sign_in(client, user)
        (session,) = user_sessions(user)
        with servers.Recorder(429) as recorder, gatebook(URL=recorder.url, LOG=False):
            with self.assertLogs("gatebook_django", "WARNING"), self.assertRaises(gatebook_django.Limited):
                session.end()
            self.assertEqual(len(recorder.requests), 1)
            session.end()
        self.assertEqual(self.session(session_id)["state"], "revoked")


class OwnKeys(GatebookTestCase):
    def test_sessions_and_the_log_have_keys_of_their_own(self):
        keys = {
            "KEY": servers.new_key("events:write"),
            "SESSIONS_KEY": servers.new_key("sessions:read", "sessions:write"),
        }
        client, user = self.phone(), self.user()
        with gatebook(**keys):
            session_id = self.sign_in(client, user)
            self.assertEqual(self.name_of(client), user.username)
            self.assertEqual([session.id for session in user_sessions(user)], [session_id])
            self.assertEqual([page["session_id"] for page in self.logged()], [session_id] * 2)
            end_session(user, session_id)
            self.assertEqual(self.name_of(client), "")
            self.assertFalse(outage.circuit().is_open())


class NoThread(GatebookTestCase):
    """A process that has as many threads as it may have, while Gatebook is away."""

    def test_pages_are_answered_and_an_end_counts_as_soon_as_gatebook_is_there(self):
        client, other, user = self.phone(), self.computer(), self.user()
        session_id = self.sign_in(client, user)
        self.sign_in(other, user)
        with servers.Recorder() as recorder, gatebook(URL=recorder.url, LOG=False), no_threads():
            with self.assertLogs("gatebook_django", "ERROR") as logs:
                recorder.plan = [503] * 5
                for _ in range(5):
                    self.assertEqual(self.name_of(client), user.username)
            self.assertEqual(len(logs.output), 1, logs.output)
            self.assertIn("no thread can be started", logs.output[0])
            self.assertFalse(outage.circuit().is_open())
            self.assertEqual(self.name_of(client), user.username)
            servers.ask(f"/v1/sessions/{session_id}", "DELETE")
            self.assertEqual(self.name_of(client), "")
            self.assertEqual(self.name_of(other), user.username)

    def test_what_was_to_be_ended_is_ended_with_the_first_thread(self):
        client, other, user = self.phone(), self.computer(), self.user()
        session_id = self.sign_in(client, user)
        self.sign_in(other, user)
        ended = threading.Event()
        with servers.Recorder() as recorder, gatebook(URL=recorder.url, LOG=False):
            with self.assertLogs("gatebook_django", "ERROR"), no_threads():
                recorder.plan = [503, 503]
                self.assertEqual(client.post("/account/sign-out/").status_code, 302)
                self.assertEqual(self.name_of(client), "")
            self.assertEqual(self.session(session_id)["state"], "active")
            catch_up = outage.Circuit._catch_up

            def caught_up(circuit):
                catch_up(circuit)
                ended.set()

            with mock.patch.object(outage.Circuit, "_catch_up", caught_up):
                self.assertEqual(self.name_of(other), user.username)
                self.assertTrue(ended.wait(60))
        self.assertEqual(self.session(session_id)["state"], "revoked")

    def test_nobody_counts_on_a_thread_that_has_died(self):
        client, user = self.phone(), self.user()
        self.sign_in(client, user)
        begun = threading.enumerate()
        with servers.Recorder() as recorder, gatebook(URL=recorder.url, LOG=False):
            with mock.patch.object(outage.Circuit, "_catch_up", side_effect=SystemExit):
                recorder.plan = [503]
                with self.assertLogs("gatebook_django", "ERROR"):
                    self.assertEqual(self.name_of(client), user.username)
                for thread in set(threading.enumerate()) - set(begun):
                    if thread.name == "gatebook-probe":
                        thread.join(60)
            self.assertFalse(outage.circuit().is_open())
            self.assertEqual(self.name_of(client), user.username)

    def test_gatebook_is_found_to_be_back_by_a_thread_that_could_be_started_later(self):
        client, user = self.phone(), self.user()
        self.sign_in(client, user)
        back = threading.Event()
        warned = mock.patch.object(outage.logger, "warning", side_effect=lambda *_: back.set())
        with servers.Recorder() as recorder, gatebook(URL=recorder.url, LOG=False), warned:
            with self.assertLogs("gatebook_django", "ERROR"):
                with no_threads():
                    recorder.plan = [503]
                    self.assertEqual(self.name_of(client), user.username)
                recorder.plan = [503]
                self.assertEqual(self.name_of(client), user.username)
                self.assertTrue(outage.circuit().is_open())
            self.assertTrue(back.wait(60))
            self.assertFalse(outage.circuit().is_open())
            self.assertEqual(self.name_of(client), user.username)


class NeverThere(GatebookTestCase):
    def test_a_page_that_uses_no_session_does_not_ask(self):
        with servers.Recorder() as recorder, gatebook(URL=recorder.url, LOG=False):
            Client().get("/plain/")
            self.assertEqual(recorder.requests, [])
