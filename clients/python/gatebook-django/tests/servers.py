"""Gatebook as the tests ask it, and servers that stand in front of it or in its place."""

import contextlib
import gzip
import json
import os
import socket
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

URL = os.environ["GATEBOOK_URL"]
KEY = os.environ["GATEBOOK_KEY"]


def ask(path, method="GET", body=None):
    """What Gatebook answers to the tenant's key."""
    request = urllib.request.Request(
        URL + path,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"},
    )
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=60) as answer:
        content = answer.read()
    return json.loads(content) if content else None


def new_key(*scopes):
    """A key of the tenant that has these scopes and no other."""
    return ask("/v1/keys", "POST", {"name": "of a test", "scopes": scopes})["token"]


def last_position():
    """The last position of the log."""
    return ask("/v1/events?limit=1")["events"][0]["position"]


def pages_after(position):
    """The page views above a position, in order."""
    found, path = [], f"/v1/events?order=asc&type=access&limit=100&after={position}"
    page = ask(path)
    found += page["events"]
    while "next" in page:
        page = ask(f"{path}&cursor={page['next']}")
        found += page["events"]
    return found


def closed_port():
    """The address of a port where nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{listener.getsockname()[1]}"


@contextlib.contextmanager
def deaf_server():
    """A server that takes connections and never answers."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(200)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


class Recorder:
    """A server in front of Gatebook that keeps what passes, and answers some requests otherwise.

    `plan` says what becomes of the next requests: `forward`, `lose` (Gatebook does it, and the answer gets lost), `close`
    (nothing is answered), or a number (a problem with that status, to be repeated after `retry_after_s`). After the plan
    everything is forwarded.
    """

    def __init__(self, *plan):
        self.plan = list(plan)
        self.retry_after_s = 0
        self.requests = []
        recorder = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                recorder._handle(self)

            do_GET = do_PATCH = do_DELETE = do_POST

            def log_message(self, *args):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *exception):
        self._server.shutdown()
        self._server.server_close()

    def bodies(self, path):
        """The bodies of the requests to a path."""
        return [body for place, body in self.requests if place == path]

    def text(self):
        """Everything that has passed, as one text."""
        return "\n".join(f"{place} {body}" for place, body in self.requests)

    def _handle(self, handler):
        length = int(handler.headers.get("Content-Length") or 0)
        content = handler.rfile.read(length)
        plain = gzip.decompress(content) if handler.headers.get("Content-Encoding") == "gzip" else content
        self.requests.append((handler.path, plain.decode()))
        step = self.plan.pop(0) if self.plan else "forward"
        if isinstance(step, int):
            self._answer(handler, step, b'{"code": "planned"}', {"Retry-After": str(self.retry_after_s)})
            return
        if step == "close":
            handler.close_connection = True
            return
        status, answer = self._forward(handler, content)
        if step == "lose":
            handler.close_connection = True
            return
        self._answer(handler, status, answer, {})

    def _forward(self, handler, content):
        names = ("Authorization", "Content-Type", "Content-Encoding", "Idempotency-Key")
        headers = {name: handler.headers[name] for name in names if name in handler.headers}
        request = urllib.request.Request(
            URL + handler.path, data=content or None, method=handler.command, headers=headers
        )
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=60) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    @staticmethod
    def _answer(handler, status, content, headers):
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)
