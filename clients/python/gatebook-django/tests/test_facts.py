"""What a project adds to a page: kept as JSON has it, and what is none costs nothing but itself."""

from unittest import mock

from django.test import Client

import gatebook_django
from gatebook_django import background, capture

from .cases import GatebookTestCase, gatebook
from .pages import FACTS

# What Gatebook keeps although it is not written as it was.
KEPT = {
    "everyday": {
        "total": "9.99",
        "number": "0195e2a4-0000-7000-8000-000000000017",
        "at": "2026-03-01T12:30:00.250Z",
        "day": "2026-03-01",
        "took": "P0DT00H01M30S",
        "words": "yes",
        "inside": {"totals": ["1.50", None, True]},
        "names": {"17": "a", "0195e2a4-0000-7000-8000-000000000017": "b", "None": "c", "('x', 1)": "d"},
        "hidden": "next=/a?token=[redacted]",
    },
    "half-a-pair": {"note": "half ?", "?": "name"},
    "zero": {"note": "a\ufffdb"},
}


class Facts(GatebookTestCase):
    def test_each_is_kept_as_django_writes_it_or_is_left_out_alone(self):
        """All in one batch: no page is the worse for another."""
        with gatebook(FLUSH_INTERVAL_S=3600), self.assertLogs("gatebook_django", "WARNING") as logs:
            client = Client()
            for name in FACTS:
                client.get("/plain/")
                self.assertEqual(client.get(f"/noted/{name}/").status_code, 200)
            pages = self.logged()
            background.sender().report()
            found = {page["path"].split("/")[2]: page["data"] for page in pages if "data" in page}
            plain = [page for page in pages if page["path"] == "/plain/"]
            lost = set(FACTS) - set(KEPT) - {"deep"}
            statistics = gatebook_django.statistics()
        self.assertEqual(len(plain), len(FACTS))
        self.assertEqual(found.pop("deep")["order"], 17)
        for name, data in found.items():
            expected = {"cut": True} if name in lost else KEPT[name]
            self.assertEqual(data, {"v": 1, "order": 17, **expected}, name)
        self.assertEqual(set(found), set(FACTS) - {"deep"})
        self.assertEqual((statistics["sent"], statistics["rejected"], statistics["failed"]), (2 * len(FACTS), 0, 0))
        self.assertEqual(statistics["incomplete"], len(lost))
        self.assertIn(f"{len(lost)} went without", logs.output[-1])

    def test_what_is_left_out_is_named_and_not_shown(self):
        with gatebook(FLUSH_INTERVAL_S=3600), self.assertLogs("gatebook_django", "WARNING") as logs:
            client = Client()
            for name in ("unspeakable", "object", "huge", "not-a-number", "infinite"):
                client.get(f"/noted/{name}/")
            self.assertEqual(len(self.logged()), 5)
            background.sender().report()
        (line,) = logs.output
        for reason in (
            "'names' raises RuntimeError",
            "'basket' is of the kind object",
            "'basket' is too large",
            "'ratio' is no finite number",
        ):
            self.assertIn(reason, line)
        self.assertNotIn("broken on purpose", line)
        self.assertNotIn("xxx", line)

    def test_they_are_as_they_were_when_the_page_was_answered(self):
        with gatebook(FLUSH_INTERVAL_S=3600):
            Client().get("/plain/")
            basket = FACTS["growing"] = {"basket": [1]}
            self.addCleanup(FACTS.pop, "growing")
            Client().get("/noted/growing/")
            basket["basket"].append(2)
            _, page = self.logged()
        self.assertEqual(page["data"], {"v": 1, "order": 17, "basket": [1]})

    def test_they_count_as_bytes_that_wait(self):
        FACTS["long"] = {"basket": "x" * 20_000}
        self.addCleanup(FACTS.pop, "long")
        with gatebook(QUEUE_BYTES_MAX=50_000, FLUSH_INTERVAL_S=3600):
            client = Client()
            client.get("/plain/")
            self.assertEqual(len(self.logged()), 1)
            for _ in range(5):
                client.get("/noted/long/")
            self.assertEqual(gatebook_django.statistics()["dropped"], 3)

    def test_a_form_of_many_bytes_costs_its_data_alone(self):
        with gatebook(FLUSH_INTERVAL_S=3600):
            client = Client()
            client.post("/form/", {f"note{number}": "\U0001f600" * 2_000 for number in range(9)})
            client.get("/plain/")
            first, second = self.logged()
            self.assertEqual(gatebook_django.statistics()["incomplete"], 1)
        self.assertEqual(first["data"], {"v": 1, "cut": True})
        self.assertNotIn("data", second)

    def test_a_form_beside_an_address_that_is_long_costs_the_data_alone(self):
        with gatebook(FLUSH_INTERVAL_S=3600):
            form = {f"note{number}": "\U0001f600" * 2_000 for number in range(4)}
            Client().post("/form/?q=" + '"' * 30_000, form, HTTP_REFERER="https://shop.example/?q=" + '"' * 10_000)
            page = self.page()
            self.assertEqual(gatebook_django.statistics()["incomplete"], 1)
        self.assertEqual(len(page["query"]), 16 * 1024)
        self.assertEqual(page["data"], {"v": 1, "cut": True})

    def test_data_that_cannot_be_taken_apart_costs_the_data_alone(self):
        with gatebook(FLUSH_INTERVAL_S=3600), self.assertLogs("gatebook_django", "ERROR"):
            with mock.patch.object(capture.redaction, "clean_json", side_effect=RuntimeError("broken on purpose")):
                Client().post("/form/", {"size": "42"})
                page = self.page()
        self.assertEqual(page["data"], {"v": 1, "cut": True})
