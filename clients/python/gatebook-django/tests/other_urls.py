"""Addresses of some requests only."""

from django.urls import path

from . import pages

urlpatterns = [path("join/<token>/", pages.argument)]
