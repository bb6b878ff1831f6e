"""The same under an event loop."""

import asyncio
import threading

from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from django.core.handlers.asgi import ASGIHandler
from django.test import AsyncClient, AsyncRequestFactory, override_settings

from gatebook_django import user_sessions

from . import pages as views
from .cases import PASSWORD, PHONE, GatebookTestCase


class AsyncViews(GatebookTestCase):
    def client_of_phone(self):
        return AsyncClient(**{"User-Agent": PHONE})

    async def test_a_sign_in_is_bound_listed_and_ended(self):
        client, user = self.client_of_phone(), await sync_to_async(self.user)()
        await client.post("/async/")
        visitor = (await client.get("/async/")).json()
        self.assertEqual(visitor["user"], "")
        self.assertIsNotNone(visitor["session"])
        cookie = client.cookies["sessionid"].value

        body = {"username": user.username, "password": PASSWORD}
        await client.post("/async/sign-in/", body, content_type="application/json")
        self.assertNotEqual(client.cookies["sessionid"].value, cookie)
        self.assertEqual((await client.get("/async/")).json(), {"user": user.username, "session": visitor["session"]})

        sessions = await sync_to_async(user_sessions)(user)
        self.assertEqual(
            [(session.id, session.device) for session in sessions], [(visitor["session"], "Safari on iPhone")]
        )
        await sync_to_async(sessions[0].end)()
        self.assertEqual((await client.get("/async/")).json()["user"], "")

        pages = await sync_to_async(self.logged)()
        self.assertEqual(
            [page["path"] for page in pages], ["/async/", "/async/", "/async/sign-in/", "/async/", "/async/"]
        )
        self.assertEqual({page["session_id"] for page in pages}, {visitor["session"]})
        self.assertEqual([page.get("user_id") for page in pages], [None, None, str(user.pk), str(user.pk), None])

    async def test_a_sign_out(self):
        client, user = self.client_of_phone(), await sync_to_async(self.user)()
        body = {"username": user.username, "password": PASSWORD}
        await client.post("/async/sign-in/", body, content_type="application/json")
        (session,) = await sync_to_async(user_sessions)(user)
        await client.post("/async/sign-out/")
        self.assertEqual((await sync_to_async(self.session)(session.id))["end_reason"], "signed_out")
        self.assertEqual((await client.get("/async/")).json()["user"], "")

    async def test_a_view_that_is_not_async(self):
        client = self.client_of_phone()
        await client.post("/", {"lamp": "3"})
        await client.post("/form/", {"size": "42", "password": PASSWORD})
        first, second = await sync_to_async(self.logged)()
        self.assertEqual(first["data"]["post"]["lamp"], "3")
        self.assertEqual(second["data"]["post"], {"size": "42", "password": "[redacted]"})
        self.assertEqual(second["session_id"], first["session_id"])

    async def test_a_sign_in_that_fails_halfway_leaves_no_session_behind(self):
        user = await sync_to_async(self.user)()
        client = AsyncClient(raise_request_exception=False)
        with self.assertLogs("django.request", "ERROR"):
            await client.get("/broken-sign-in/", {"username": user.username, "password": PASSWORD})
        self.assertEqual(await sync_to_async(user_sessions)(user), [])
        ended = await sync_to_async(user_sessions)(user, ended=True)
        self.assertEqual([session.end_reason for session in ended], ["signed_out"])

    async def test_a_form_that_no_view_has_got(self):
        client = AsyncClient(enforce_csrf_checks=True)
        await client.get("/account/sign-in/")
        with self.assertLogs("django.security.csrf"):
            await client.post("/account/sign-in/", {"username": PASSWORD, "password": PASSWORD})
        await client.post("/", {"lamp": "3", "csrfmiddlewaretoken": client.cookies["csrftoken"].value})
        _, refused, accepted = await sync_to_async(self.logged)()
        self.assertEqual((refused["status"], refused.get("data")), (403, None))
        self.assertEqual(accepted["data"]["post"]["lamp"], "3")


def only_sync(get_response):
    """A middleware as it was before there were async ones."""
    return lambda request: get_response(request)


class Servers(GatebookTestCase):
    """As an ASGI server asks."""

    def scope(self, path, **more):
        return {**AsyncRequestFactory()._base_scope(path=path), **more}

    async def hang_up(self, application, scope):
        """Asks, and hangs up as soon as the view waits."""
        views.async_slow.waits = asyncio.Event()
        communicator = ApplicationCommunicator(application, scope)
        await communicator.send_input({"type": "http.request"})
        await asyncio.wait_for(views.async_slow.waits.wait(), 30)
        await communicator.send_input({"type": "http.disconnect"})
        await communicator.wait(30)

    async def test_what_a_browser_writes_in_utf_8(self):
        headers = [(b"host", b"testserver"), (b"referer", "https://shop.example/?q=héllo".encode())]
        scope = self.scope("/plain/", query_string="q=héllo".encode(), headers=headers)
        communicator = ApplicationCommunicator(ASGIHandler(), scope)
        await communicator.send_input({"type": "http.request"})
        self.assertEqual((await communicator.receive_output(30))["status"], 200)
        await communicator.receive_output(30)
        await communicator.wait(30)
        page = await sync_to_async(self.page)()
        self.assertEqual((page["query"], page["referrer"]), ("q=héllo", "https://shop.example/?q=héllo"))

    async def test_a_client_that_hangs_up(self):
        await self.hang_up(ASGIHandler(), self.scope("/async/slow/"))
        page = await sync_to_async(self.page)()
        self.assertEqual((page["path"], page["status"]), ("/async/slow/", 499))

    @override_settings(MIDDLEWARE=["gatebook_django.middleware.GatebookMiddleware", "tests.test_async.only_sync"])
    async def test_a_client_that_hangs_up_behind_a_middleware_that_is_not_async(self):
        await self.hang_up(ASGIHandler(), self.scope("/async/slow/"))
        page = await sync_to_async(self.page)()
        self.assertEqual((page["path"], page["status"]), ("/async/slow/", 499))

    async def test_who_cancels_a_request_is_told_so(self):
        """As it is of requests that nobody notes."""
        views.async_slow.waits = asyncio.Event()
        request = AsyncRequestFactory().get("/async/slow/")
        handler = ASGIHandler()
        task = asyncio.create_task(handler.get_response_async(request))
        await asyncio.wait_for(views.async_slow.waits.wait(), 30)
        task.cancel()
        with self.assertRaises(asyncio.CancelledError):
            await task

    async def test_a_client_that_hangs_up_while_it_signs_in_leaves_no_session_behind(self):
        user = await sync_to_async(self.user)()
        query = f"username={user.username}&password={PASSWORD}".encode()
        # In the thread of the test, whose database it is.
        await self.hang_up(ASGIHandler().handle, self.scope("/async/slow/", query_string=query))
        self.assertEqual(await sync_to_async(user_sessions)(user), [])
        ended = await sync_to_async(user_sessions)(user, ended=True)
        self.assertEqual([session.end_reason for session in ended], ["signed_out"])
        page = await sync_to_async(self.page)()
        self.assertEqual((page["status"], page["session_id"]), (499, ended[0].id))

    async def test_a_client_that_hangs_up_before_a_view_in_a_thread_signs_in(self):
        user = await sync_to_async(self.user)()
        query = f"username={user.username}&password={PASSWORD}".encode()
        views.slow_sign_in.waits, views.slow_sign_in.goes_on = threading.Event(), threading.Event()
        communicator = ApplicationCommunicator(ASGIHandler().handle, self.scope("/slow-sign-in/", query_string=query))
        await communicator.send_input({"type": "http.request"})
        self.assertTrue(await asyncio.to_thread(views.slow_sign_in.waits.wait, 30))
        await communicator.send_input({"type": "http.disconnect"})
        asyncio.get_running_loop().call_later(0.3, views.slow_sign_in.goes_on.set)
        await communicator.wait(30)
        self.assertEqual(await sync_to_async(user_sessions)(user), [])
        ended = await sync_to_async(user_sessions)(user, ended=True)
        self.assertEqual([session.end_reason for session in ended], ["signed_out"])
        self.assertEqual((await sync_to_async(self.page)())["status"], 499)
