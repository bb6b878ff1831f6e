"""The same under an event loop."""

from asgiref.sync import sync_to_async
from django.test import AsyncClient

from gatebook_django import user_sessions

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
