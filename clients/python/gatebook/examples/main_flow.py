"""What an application does with Gatebook, from a page view to the end of a session.

``GATEBOOK_URL`` says where the API is, ``GATEBOOK_KEY`` is a key of a tenant.
"""

import os
from datetime import UTC, datetime
from uuid import uuid4

from gatebook_client import AuthenticatedClient
from gatebook_client.api.events import append_events, list_events
from gatebook_client.api.me import list_my_sessions, revoke_my_session
from gatebook_client.api.sessions import introspect_session, start_session
from gatebook_client.models import (
    BatchResult,
    Code,
    EventPage,
    Introspection,
    IssuedSession,
    MySessionPage,
    PostedBatch,
    PostedEvent,
    PostedEventData,
    Problem,
    SessionToStart,
    TokenToCheck,
)

base_url = os.environ.get("GATEBOOK_URL", "http://127.0.0.1:8080")
gatebook = AuthenticatedClient(base_url=base_url, token=os.environ["GATEBOOK_KEY"])
user_id = f"alice-{uuid4()}"

# Page views are posted in batches. With an id and a time of its own an event can be posted again, and is stored once.
look = PostedEvent(
    id=str(uuid4()),
    occurred_at=datetime.now(UTC),
    method="GET",
    url="https://shop.example/lamps?colour=red",
    status=200,
    user_id=user_id,
)
form = {"username": "alice", "password": "correct horse"}
sign_in = PostedEvent(
    id=str(uuid4()),
    occurred_at=datetime.now(UTC),
    method="POST",
    url="https://shop.example/login",
    status=303,
    user_id=user_id,
    data=PostedEventData.from_dict({"post": form}),
)
posted = append_events.sync(client=gatebook, body=PostedBatch(events=[look, sign_in]))
assert isinstance(posted, BatchResult), posted
assert posted.accepted == 2
print(f"posted {posted.accepted} events")

# They are there at once. Gatebook has never written the password anywhere.
page = list_events.sync(client=gatebook, user_id=user_id, path="/login")
assert isinstance(page, EventPage), page
[found] = page.events
assert found.data["post"] == {"username": "alice", "password": "[redacted]"}
assert found.redacted == ["/data/post/password"]
print(f"found {found.method} {found.path}, without {', '.join(found.redacted)}")

# A session is started when a user signs in. With the key, repeating it starts no second one.
started = start_session.sync(
    client=gatebook,
    idempotency_key=str(uuid4()),
    body=SessionToStart(
        user_id=user_id,
        remote_addr="203.0.113.7",
        user_agent="Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    ),
)
assert isinstance(started, IssuedSession), started
print(f"started a session on {started.session.device}")

# Each request of the user is checked.
check = TokenToCheck(token=started.token, remote_addr="203.0.113.7")
live = introspect_session.sync(client=gatebook, body=check)
assert isinstance(live, Introspection), live
assert live.active and live.sub == user_id
print("the token is active")

# Users see where they are signed in, and end what they do not know, with nothing but their token.
user = AuthenticatedClient(base_url=base_url, token=started.token)
own = list_my_sessions.sync(client=user)
assert isinstance(own, MySessionPage), own
assert [(session.id, session.current) for session in own.sessions] == [(started.session.id, True)]
revoked = revoke_my_session.sync_detailed(client=user, session_id=started.session.id)
assert revoked.status_code == 204, revoked
print("listed and ended it")

# From that answer on nobody accepts the token.
ended = introspect_session.sync(client=gatebook, body=check)
assert isinstance(ended, Introspection), ended
assert not ended.active
refused = list_my_sessions.sync(client=user)
assert isinstance(refused, Problem), refused
assert refused.status == 401
assert refused.code is Code.UNAUTHENTICATED
print(f"refused: {refused.code}")
