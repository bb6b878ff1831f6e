"""How much time the middleware adds to a request: `scripts/django --bench`.

The same project answers the same request with and without the middleware, by turns in one process, while the background
posts to a real Gatebook. Beside it stands the floor: a middleware that does nothing.
"""

import gc
import statistics
import sys
import time
from io import BytesIO

import django

ROUNDS = 400
REQUESTS_A_ROUND = 25
OURS = "gatebook_django.middleware.GatebookMiddleware"


def nothing(get_response):
    """A middleware that does nothing."""

    def answer(request):
        return get_response(request)

    return answer


def handler_of(middleware):
    """The project as a WSGI application, with that middleware."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import override_settings

    with override_settings(MIDDLEWARE=middleware):
        return WSGIHandler()


def environ_of(method, path, query, body=b""):
    """A request as a server hands it over."""
    return {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "203.0.113.7",
        "HTTP_HOST": "localhost:8000",
        "HTTP_USER_AGENT": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0",
        "HTTP_REFERER": "https://shop.example/lamps?page=2",
        "HTTP_COOKIE": "csrftoken=abcdefghijklmnopqrstuvwxyz012345",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
        "wsgi.url_scheme": "http",
    }


def round_of(handler, request):
    """Microseconds for a request, in one round."""
    environs = [environ_of(*request) for _ in range(REQUESTS_A_ROUND)]
    started = time.perf_counter()
    for environ in environs:
        for _ in handler(environ, lambda *_: None):
            pass
    return (time.perf_counter() - started) / REQUESTS_A_ROUND * 1e6


def measure(name, request, handlers):
    """Prints what each handler adds to the first."""
    taken = {which: [] for which in handlers}
    for number in range(ROUNDS):
        # Whoever comes first in a round is somebody else each time.
        order = list(handlers)[number % len(handlers) :] + list(handlers)[: number % len(handlers)]
        for which in order:
            taken[which].append(round_of(handlers[which], request))
    without = taken["without"]
    print(f"{name}: {statistics.median(without):.0f} us without")
    for which in list(handlers)[1:]:
        added = [one - other for one, other in zip(taken[which], without, strict=True)]
        quarters = statistics.quantiles(added, n=4)
        middle = f"half of the rounds {quarters[0]:.1f} to {quarters[2]:.1f}"
        print(f"  {which:12} adds {statistics.median(added):6.1f} us   ({middle})")


def main():
    """Measures a page and a form."""
    django.setup()
    from django.conf import settings

    import gatebook_django

    settings.GATEBOOK = {**settings.GATEBOOK, "FLUSH_INTERVAL_S": 1.0, "QUEUE_EVENTS_MAX": 100_000}
    others = [name for name in settings.MIDDLEWARE if name != OURS]
    handlers = {
        "without": handler_of(others),
        "nothing": handler_of(["bench.nothing", *others]),
        "Gatebook": handler_of([OURS, *others]),
    }
    gc.disable()
    form = b"size=42&colour=blue&note=a+lamp+for+the+kitchen&password=secret"
    for name, request in (
        ("page", ("GET", "/plain/", "q=blue%20lamp&page=2")),
        ("form", ("POST", "/form/", "", form)),
    ):
        measure(name, request, handlers)
        gc.collect()
    print("flushed" if gatebook_django.flush(60) else "not flushed", gatebook_django.statistics())
    return 0


if __name__ == "__main__":
    sys.exit(main())
