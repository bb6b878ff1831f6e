"""The queue: bounded, in batches, repeated until it is answered, and never in the way."""

import time
from unittest import mock

from django.test import Client

import gatebook_django
from gatebook_django import background

from .cases import GatebookTestCase, gatebook, no_threads
from .servers import Recorder, closed_port, deaf_server


class Batches(GatebookTestCase):
    def test_many_pages_are_posted_together(self):
        with Recorder() as recorder, gatebook(URL=recorder.url, FLUSH_INTERVAL_S=3600):
            client = Client()
            for _ in range(40):
                client.get("/plain/")
            self.assertEqual(len(self.logged()), 40)
            self.assertLess(len(recorder.bodies("/v1/events/batch")), 10)
            self.assertEqual(
                gatebook_django.statistics(),
                {"sent": 40, "dropped": 0, "rejected": 0, "failed": 0, "incomplete": 0, "retries": 0, "waiting": 0},
            )

    def test_a_full_batch_goes_without_being_asked(self):
        with Recorder() as recorder, gatebook(URL=recorder.url, FLUSH_INTERVAL_S=3600, BATCH_EVENTS_MAX=3):
            client = Client()
            for _ in range(3):
                client.get("/plain/")
            sender = background.sender()
            with sender._sent:
                self.assertTrue(sender._sent.wait_for(lambda: sender.statistics()["sent"] >= 3, 60))

    def test_what_gets_lost_is_posted_again_and_is_there_once(self):
        """Refused for now, limited, cut off, and stored with the answer lost."""
        with Recorder(503, 429, "close", "lose") as recorder, gatebook(URL=recorder.url):
            with self.assertLogs("gatebook_django", "WARNING"):
                Client().get("/plain/?once=1")
                page = self.page()
            self.assertEqual(page["query"], "once=1")
            bodies = recorder.bodies("/v1/events/batch")
            self.assertEqual(len(bodies), 5)
            self.assertEqual(len(set(bodies)), 1)
            # A kept connection that turns out to be closed is no failure: the batch goes at once over another.
            self.assertEqual(gatebook_django.statistics()["retries"], 3)

    def test_what_is_too_large_is_posted_in_halves(self):
        with Recorder(413) as recorder, gatebook(URL=recorder.url, FLUSH_INTERVAL_S=3600):
            client = Client()
            for _ in range(4):
                client.get("/plain/")
            self.assertEqual(len(self.logged()), 4)
            self.assertEqual(len(recorder.bodies("/v1/events/batch")), 3)

    def test_what_gatebook_does_not_take_is_counted_and_reported(self):
        with gatebook(FLUSH_INTERVAL_S=3600), self.assertLogs("gatebook_django", "WARNING") as logs:
            client = Client()
            client.generic("NO+METHOD", "/plain/")
            client.get("/plain/")
            self.assertEqual(self.page()["method"], "GET")
            background.sender().report()
            self.assertEqual(gatebook_django.statistics()["rejected"], 1)
        self.assertIn("1 were rejected by Gatebook (invalid /method)", logs.output[-1])

    def test_what_does_not_fit_is_dropped_counted_and_reported(self):
        with gatebook(QUEUE_EVENTS_MAX=5, FLUSH_INTERVAL_S=3600):
            client = Client()
            client.get("/plain/")
            self.assertEqual(len(self.logged()), 1)
            for _ in range(12):
                self.assertEqual(client.get("/plain/").status_code, 200)
            self.assertEqual(gatebook_django.statistics()["dropped"], 7)
            self.assertEqual(gatebook_django.statistics()["waiting"], 5)
            with self.assertLogs("gatebook_django", "WARNING") as logs:
                background.sender().report()
            self.assertIn("7 events were dropped", logs.output[0])
            with self.assertNoLogs("gatebook_django"):
                background.sender().report()
            self.assertEqual(len(self.logged()), 6)

    def test_bytes_are_bounded_too(self):
        with gatebook(QUEUE_BYTES_MAX=30_000, FLUSH_INTERVAL_S=3600):
            client = Client()
            client.get("/plain/")
            self.assertEqual(len(self.logged()), 1)
            for _ in range(5):
                client.post("/form/", {f"note{number}": "n" * 2_000 for number in range(7)})
            self.assertEqual(gatebook_django.statistics()["dropped"], 4)


class NoThread(GatebookTestCase):
    """A process that has as many threads as it may have."""

    def test_pages_are_answered_and_what_waits_is_sent_with_the_first_thread(self):
        client = Client()
        with gatebook(FLUSH_INTERVAL_S=3600), self.assertLogs("gatebook_django", "ERROR") as logs:
            with no_threads():
                for _ in range(3):
                    self.assertEqual(client.get("/plain/").status_code, 200)
                self.assertFalse(gatebook_django.flush(0.2))
                self.assertEqual(gatebook_django.statistics()["waiting"], 3)
            client.get("/plain/")
            self.assertEqual(len(self.logged()), 4)
            self.assertEqual(gatebook_django.statistics()["failed"], 0)
        self.assertEqual(len(logs.output), 1, logs.output)
        self.assertIn("no thread can be started", logs.output[0])

    def test_what_waits_is_sent_when_asked_for_though_no_page_comes(self):
        with gatebook(FLUSH_INTERVAL_S=3600), self.assertLogs("gatebook_django", "ERROR"):
            with no_threads():
                Client().get("/plain/")
            self.assertEqual(self.page()["path"], "/plain/")

    def test_what_is_dropped_is_reported_all_the_same(self):
        with gatebook(QUEUE_EVENTS_MAX=2), mock.patch.object(background, "REPORT_INTERVAL_S", 0):
            with self.assertLogs("gatebook_django", "WARNING") as logs, no_threads():
                for _ in range(5):
                    self.assertEqual(Client().get("/plain/").status_code, 200)
            self.assertEqual(gatebook_django.statistics()["dropped"], 3)
            self.assertEqual(len(self.logged()), 2)
        self.assertEqual(sum("1 events were dropped" in line for line in logs.output), 3)

    def test_a_thread_that_has_died_is_replaced(self):
        client = Client()
        with gatebook(FLUSH_INTERVAL_S=0.01):
            with mock.patch.object(background.Sender, "_report_if_due", side_effect=SystemExit):
                client.get("/plain/")
                background.sender()._thread.join(60)
            self.assertFalse(background.sender()._thread.is_alive())
            client.get("/plain/")
            self.assertEqual(len(self.logged()), 2)


class Away(GatebookTestCase):
    """Pages are answered while Gatebook is away, as fast as ever."""

    def look_at_pages(self):
        client = Client()
        started = time.monotonic()
        for _ in range(50):
            self.assertEqual(client.get("/plain/").content, b"plain")
        # A page takes a millisecond.
        self.assertLess(time.monotonic() - started, 10)

    def test_nobody_listens(self):
        with gatebook(URL=closed_port()), self.assertLogs("gatebook_django", "WARNING"):
            self.look_at_pages()
            self.assertFalse(gatebook_django.flush(0.2))
            self.assertEqual(gatebook_django.statistics()["sent"], 0)

    def test_nobody_answers(self):
        with deaf_server() as url, gatebook(URL=url):
            self.look_at_pages()
            self.assertFalse(gatebook_django.flush(0.2))
            self.assertEqual(gatebook_django.statistics()["sent"], 0)

    def test_the_key_is_refused_until_it_is_mended(self):
        with Recorder(401, 403) as recorder, gatebook(URL=recorder.url), self.assertLogs("gatebook_django", "WARNING"):
            Client().get("/plain/")
            self.assertEqual(self.page()["path"], "/plain/")
