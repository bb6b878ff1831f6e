"""Addresses that are others in other languages, that include themselves, and that a converter may refuse."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, register_converter
from django.urls.converters import StringConverter
from django.utils.functional import lazystr
from django.utils.translation import get_language

from . import pages


class Refusing(StringConverter):
    """Takes nothing."""

    def to_python(self, value):
        raise ValueError


register_converter(Refusing, "refusing")


class Welcome:
    """A word in two languages, as translations have it."""

    def __str__(self):
        return "welkom/<token>/" if get_language() == "nl" else "welcome/<token>/"


endless = [path("again/", pages.plain)]
endless.append(path("ever/", include(endless)))

urlpatterns = [
    path("converted/<refusing:number>/", pages.argument),
    path("converted/<token>/", pages.argument),
    *i18n_patterns(
        path(lazystr(Welcome()), pages.argument),
        path("ever/", include(endless)),
        prefix_default_language=False,
    ),
]
