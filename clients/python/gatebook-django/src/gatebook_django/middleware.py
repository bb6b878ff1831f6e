"""The middleware: notes each request for the background, and tells sessions from where they are used."""

import logging
import time

from asgiref.sync import iscoroutinefunction, markcoroutinefunction, sync_to_async
from django.core.exceptions import MiddlewareNotUsed

from . import background
from .capture import capture, current_request
from .conf import configuration

logger = logging.getLogger("gatebook_django")


class GatebookMiddleware:
    """Put it first: it measures what comes after it. Neither slows a request nor fails one."""

    sync_capable = True
    async_capable = True

    def __init__(self, get_response):
        if not configuration().ready:
            raise MiddlewareNotUsed("GATEBOOK has no URL or KEY, or is not enabled")
        self.get_response = get_response
        self._is_async = iscoroutinefunction(get_response)
        if self._is_async:
            markcoroutinefunction(self)

    def __call__(self, request):
        if self._is_async:
            return self.__acall__(request)
        occurred_at, started = time.time(), time.perf_counter()
        token = current_request.set(request)
        try:
            response = self.get_response(request)
        finally:
            current_request.reset(token)
        if _is_left_unsaved(request):
            request.session.gatebook_abandon()
        self._note(request, response, occurred_at, started)
        return response

    async def __acall__(self, request):
        occurred_at, started = time.time(), time.perf_counter()
        token = current_request.set(request)
        try:
            response = await self.get_response(request)
        finally:
            current_request.reset(token)
        if _is_left_unsaved(request):
            await sync_to_async(request.session.gatebook_abandon)()
        self._note(request, response, occurred_at, started)
        return response

    def _note(self, request, response, occurred_at, started):
        try:
            if configuration().LOG:
                page = capture(request, response, occurred_at, time.perf_counter() - started)
                if page is not None:
                    background.sender().put(page)
        except Exception:
            # Whatever is wrong with the log, the visitor gets the page.
            background.sender().count("failed")
            logger.exception("a request could not be logged")


def _is_left_unsaved(request):
    """Whether a session was made known to Gatebook, and then the page failed."""
    return getattr(getattr(request, "session", None), "gatebook_unsaved", False)
