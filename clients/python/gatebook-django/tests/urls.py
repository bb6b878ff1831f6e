"""The example's addresses, and those of the tests' own pages."""

from django.contrib.auth.views import PasswordChangeView
from django.urls import include, path, re_path

from . import pages

urlpatterns = [
    path("plain/", pages.plain),
    path("form/", pages.form),
    path("untouched/", pages.untouched),
    path("stream/", pages.stream),
    path("sensitive/", pages.sensitive),
    path("guarded/", pages.guarded),
    path("invitations/new/", pages.argument),
    path("invitations/<token>/", pages.argument),
    path("codes/<int:pin>/<number>/", pages.argument),
    re_path(r"^files/(?P<name>\w+)-(?P<secret_key>\w+)\.pdf$", pages.argument),
    path("auth/", include("django.contrib.auth.urls")),
    path("hidden/", pages.hidden),
    path("annotated/", pages.annotated),
    path("noted/<name>/", pages.noted),
    path("broken/", pages.broken),
    path("broken-sign-in/", pages.broken_sign_in),
    path("slow-sign-in/", pages.slow_sign_in),
    path("forget/", pages.forget),
    path("streamed/", pages.streamed),
    path("who/", pages.who),
    path("tags/", pages.tags),
    path("async/", pages.async_who),
    path("async/sign-in/", pages.async_sign_in),
    path("async/slow/", pages.async_slow),
    path("async/sign-out/", pages.async_sign_out),
    path("password/", PasswordChangeView.as_view(success_url="/")),
    path("", include("shop.urls")),
]
