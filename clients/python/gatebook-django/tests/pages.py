"""Pages that the tests ask for, beside those of the example."""

import asyncio
import json
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

from django.contrib.auth import aauthenticate, alogin, alogout, authenticate, login
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from gatebook_django import annotate, unlogged, user_sessions


def plain(request):
    """Looks at nothing."""
    return HttpResponse("plain")


@csrf_exempt
def form(request):
    """Reads the form and the files."""
    return JsonResponse({"fields": sorted(request.POST), "files": sorted(request.FILES)})


@csrf_exempt
def untouched(request):
    """Gets a body that nobody reads."""
    return HttpResponse("untouched")


@csrf_exempt
def stream(request):
    """Reads the body as a stream, which works only as long as nobody has parsed it."""
    total = 0
    while chunk := request.read(1024):
        total += len(chunk)
    return HttpResponse(str(total))


@csrf_exempt
@sensitive_post_parameters("colour")
def sensitive(request):
    """Has a field that Django's decorator names."""
    return HttpResponse(request.POST["size"])


@login_required
@sensitive_post_parameters("colour")
def guarded(request):
    """Has a field that Django's decorator names, behind a decorator that answers first."""
    return HttpResponse("guarded")


def argument(request, **arguments):
    """Says what its path says."""
    return JsonResponse({name: str(value) for name, value in arguments.items()})


@unlogged
def hidden(request):
    """Is not logged."""
    return HttpResponse("hidden")


def annotated(request):
    """Adds facts of its own."""
    annotate(request, order=17, card={"password": "inner-battery-staple"})
    return HttpResponse("annotated")


def nested(depth):
    """A list in a list in a list."""
    value = []
    for _ in range(depth):
        value = [value]
    return value


def circular():
    """What has itself for its children, so that it never comes to an end."""
    value = {"name": "root"}
    value["children"] = [value] * 20
    return value


class Unspeakable:
    """Fails when it is to be written."""

    def __str__(self):
        raise RuntimeError("broken on purpose")


NOON = datetime(2026, 3, 1, 12, 30, 0, 250_000, tzinfo=timezone.utc)
NUMBER = UUID("0195e2a4-0000-7000-8000-000000000017")

# Each is what a page adds to its `data`, by the name in the page's address.
FACTS = {
    "everyday": {
        "total": Decimal("9.99"),
        "number": NUMBER,
        "at": NOON,
        "day": date(2026, 3, 1),
        "took": timedelta(seconds=90),
        "words": gettext_lazy("yes"),
        "inside": {"totals": (Decimal("1.50"), None, True)},
        "names": {17: "a", NUMBER: "b", None: "c", ("x", 1): "d"},
        "hidden": gettext_lazy("next=/a?token=lazy-staple"),
    },
    "not-a-number": {"ratio": float("nan")},
    "infinite": {"ratios": [1.5, {"least": float("-inf")}]},
    "too-large-a-number": {"factorial": 10**400},
    "object": {"basket": object()},
    "set": {"basket": {1, 2}},
    "unasked": {"buyer": SimpleLazyObject(lambda: 1 / 0)},
    "unspeakable": {"names": {Unspeakable(): 1}},
    "bytes": {"picture": b"\x00\xff"},
    "huge": {"basket": "x" * 100_000},
    "wide": {"basket": list(range(100_000))},
    "wide-in-bytes": {"basket": "\U0001f600" * 30_000},
    "circular": {"tree": circular()},
    "deep": {"tree": nested(100_000)},
    "half-a-pair": {"note": "half \ud83d", "\ud83d": "name"},
    "zero": {"note": "a\x00b"},
}


def noted(request, name):
    """Adds facts of any kind, beside one that is as it should be."""
    annotate(request, order=17, **FACTS[name])
    return HttpResponse("noted")


def broken(request):
    """Fails."""
    raise RuntimeError("broken on purpose")


def broken_sign_in(request):
    """Signs in, and fails after that."""
    login(request, authenticate(request, **request.GET.dict()))
    raise RuntimeError("broken on purpose")


def slow_sign_in(request):
    """Signs in when it is told to go on."""
    slow_sign_in.waits.set()
    slow_sign_in.goes_on.wait(30)
    login(request, authenticate(request, **request.GET.dict()))
    return HttpResponse("signed in")


def forget(request):
    """Throws away what the session has, without ending it."""
    request.session.clear()
    return HttpResponse("forgotten")


def streamed(request):
    """Answers in pieces."""
    return StreamingHttpResponse(iter(["a", "b"]))


def who(request):
    """Says who asks."""
    return JsonResponse(_who(request, request.user))


def tags(request):
    """Uses the template tags."""
    return render(request, "tags.html", {"sessions": user_sessions(request.user, current=request)})


async def async_who(request):
    """Says who asks, and keeps something in the session."""
    if request.method == "POST":
        await request.session.aset("colour", "green")
    return JsonResponse(_who(request, await request.auser()))


@csrf_exempt
async def async_sign_in(request):
    """Signs in."""
    user = await aauthenticate(request, **json.loads(request.body))
    await alogin(request, user)
    return JsonResponse(_who(request, user))


async def async_slow(request):
    """Waits until the client hangs up, as somebody who has signed in when there is a query."""
    if request.GET:
        await alogin(request, await aauthenticate(request, **request.GET.dict()))
    async_slow.waits.set()
    await asyncio.sleep(60)
    return HttpResponse("slow")


@csrf_exempt
async def async_sign_out(request):
    """Signs out."""
    await alogout(request)
    return JsonResponse(_who(request, AnonymousUser()))


def _who(request, user):
    return {"user": user.get_username(), "session": request.session.gatebook_known_id}
