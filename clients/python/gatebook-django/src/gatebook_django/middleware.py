"""The middleware: notes each request for the background, and tells sessions from where they are used."""

import asyncio
import logging
import time
from contextlib import suppress

from asgiref.sync import iscoroutinefunction, markcoroutinefunction, sync_to_async
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse

from . import background
from .capture import capture, current_request
from .conf import configuration

logger = logging.getLogger("gatebook_django")

# As nginx has it: nobody waits for the answer any more.
HUNG_UP = 499


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
        except asyncio.CancelledError:
            # As below, where middleware that is not async stands between this one and an async view.
            self._note(request, HttpResponse(status=HUNG_UP), occurred_at, started)
            _abandon(request)
            raise
        finally:
            current_request.reset(token)
        _abandon(request)
        self._note(request, response, occurred_at, started)
        return response

    async def __acall__(self, request):
        occurred_at, started = time.time(), time.perf_counter()
        token = current_request.set(request)
        try:
            response = await self.get_response(request)
        except asyncio.CancelledError:
            # The client has hung up. A view in a thread goes on all the same, and may sign in yet: it is waited for.
            self._note(request, HttpResponse(status=HUNG_UP), occurred_at, started)
            if hasattr(request, "session"):
                await _aabandon(request)
            raise
        finally:
            current_request.reset(token)
        self._note(request, response, occurred_at, started)
        if _is_left_unsaved(request):
            await _aabandon(request)
        return response

    def _note(self, request, response, occurred_at, started):
        try:
            if configuration().LOG:
                page = capture(request, response, occurred_at, time.perf_counter() - started)
                if page is not None:
                    background.sender().put(page)
        except Exception:
            # Whatever is wrong with the log, the visitor gets the page.
            with suppress(Exception):
                background.sender().count("failed")
            logger.exception("a request could not be logged")


def _is_left_unsaved(request):
    """Whether a session was made known to Gatebook, and then the page failed."""
    return getattr(getattr(request, "session", None), "gatebook_unsaved", False)


def _abandon(request):
    """Ends a session that was made known to Gatebook, when the page failed after that."""
    try:
        if _is_left_unsaved(request):
            request.session.gatebook_abandon()
    except Exception:
        logger.exception("a session that was not saved could not be ended")


async def _aabandon(request):
    """The same, also when the request is cancelled meanwhile."""
    await asyncio.shield(sync_to_async(_abandon)(request))
