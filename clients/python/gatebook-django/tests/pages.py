"""Pages that the tests ask for, beside those of the example."""

import json

from django.contrib.auth import aauthenticate, alogin, alogout, authenticate, login
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
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


@unlogged
def hidden(request):
    """Is not logged."""
    return HttpResponse("hidden")


def annotated(request):
    """Adds facts of its own."""
    annotate(request, order=17, card={"password": "inner-battery-staple"})
    return HttpResponse("annotated")


def broken(request):
    """Fails."""
    raise RuntimeError("broken on purpose")


def broken_sign_in(request):
    """Signs in, and fails after that."""
    login(request, authenticate(request, **request.GET.dict()))
    raise RuntimeError("broken on purpose")


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


@csrf_exempt
async def async_sign_out(request):
    """Signs out."""
    await alogout(request)
    return JsonResponse(_who(request, AnonymousUser()))


def _who(request, user):
    return {"user": user.get_username(), "session": request.session.gatebook_known_id}
