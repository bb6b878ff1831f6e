"""Processes that end and that fork."""

import os
import subprocess
import sys
from pathlib import Path

from .cases import GatebookTestCase
from .servers import closed_port, deaf_server, pages_after

BEGIN = """
import logging, os, sys
import django
logging.basicConfig()
django.setup()
from django.conf import settings
from django.test import Client
client = Client()
"""


class Processes(GatebookTestCase):
    def run_program(self, text, **variables):
        package = Path(__file__).resolve().parent.parent
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "PYTHONPATH": f"{package}:{package / 'example'}",
            **variables,
        }
        return subprocess.run(
            [sys.executable, "-c", BEGIN + text],
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def test_what_waits_is_sent_when_the_process_ends(self):
        program = """
settings.GATEBOOK.update(FLUSH_INTERVAL_S=3600, EXIT_TIMEOUT_S=60)
for number in range(30):
    client.get(f"/plain/?number={number}")
"""
        done = self.run_program(program)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        queries = [page["query"] for page in pages_after(self.position)]
        self.assertEqual(queries, [f"number={number}" for number in range(30)])

    def test_a_process_ends_in_time_though_gatebook_is_away(self):
        program = """
settings.GATEBOOK.update(EXIT_TIMEOUT_S=0.2, SESSION_TIMEOUT_S=0.2)
client.get("/plain/")
"""
        with deaf_server() as deaf:
            for url in (closed_port(), deaf):
                done = self.run_program(program, GATEBOOK_URL=url)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertIn("1 events were not sent before the process ended", done.stderr)

    def test_a_child_has_a_queue_and_connections_of_its_own(self):
        """What the parent has not sent yet is sent by the parent, once, and each child sends its own."""
        program = """
import gatebook_django
settings.GATEBOOK.update(FLUSH_INTERVAL_S=3600, EXIT_TIMEOUT_S=60)
client.get("/plain/?sent=before")
assert gatebook_django.flush(60)
client.get("/plain/?waits=in-the-parent")
children = []
for number in range(3):
    child = os.fork()
    if child == 0:
        assert gatebook_django.statistics()["waiting"] == 0
        client.get(f"/plain/?child={number}")
        sys.exit(0)
    children.append(child)
for child in children:
    assert os.waitpid(child, 0)[1] == 0
client.get("/plain/?sent=afterwards")
"""
        done = self.run_program(program)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(
            sorted(page["query"] for page in pages_after(self.position)),
            ["child=0", "child=1", "child=2", "sent=afterwards", "sent=before", "waits=in-the-parent"],
        )
