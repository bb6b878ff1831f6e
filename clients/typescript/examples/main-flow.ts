/**
 * What an application does with Gatebook, from a page view to the end of a session. `GATEBOOK_URL` says where the API is,
 * `GATEBOOK_KEY` is a key of a tenant.
 */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

import { createClient, type Code } from "gatebook-client";

const baseUrl = process.env.GATEBOOK_URL ?? "http://127.0.0.1:8080";
const gatebook = createClient({ baseUrl, token: process.env.GATEBOOK_KEY ?? "" });
const userId = `alice-${randomUUID()}`;

// Page views are posted in batches. With an id and a time of its own an event can be posted again, and is stored once.
const posted = await gatebook.POST("/v1/events/batch", {
    body: {
        events: [
            {
                id: randomUUID(),
                occurred_at: now(),
                method: "GET",
                url: "https://shop.example/lamps?colour=red",
                status: 200,
                user_id: userId,
            },
            {
                id: randomUUID(),
                occurred_at: now(),
                method: "POST",
                url: "https://shop.example/login",
                status: 303,
                user_id: userId,
                data: { post: { username: "alice", password: "correct horse" } },
            },
        ],
    },
});
assert.equal(posted.data?.accepted, 2);
console.log(`posted ${posted.data.accepted} events`);

// They are there at once. Gatebook has never written the password anywhere.
const found = await gatebook.GET("/v1/events", { params: { query: { user_id: userId, path: "/login" } } });
const [signIn] = found.data?.events ?? [];
assert.deepEqual(signIn?.data?.post, { username: "alice", password: "[redacted]" });
assert.deepEqual(signIn.redacted, ["/data/post/password"]);
console.log(`found ${signIn.method} ${signIn.path}, without ${signIn.redacted.join()}`);

// A session is started when a user signs in. With the key, repeating it starts no second one.
const started = await gatebook.POST("/v1/sessions", {
    params: { header: { "Idempotency-Key": randomUUID() } },
    body: {
        user_id: userId,
        remote_addr: "203.0.113.7",
        user_agent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    },
});
assert(started.data);
const { token, session } = started.data;
console.log(`started a session on ${session.device}`);

// Each request of the user is checked.
const live = await gatebook.POST("/v1/sessions/introspect", { body: { token, remote_addr: "203.0.113.7" } });
assert.equal(live.data?.active, true);
assert.equal(live.data.sub, userId);
console.log("the token is active");

// Users see where they are signed in, and end what they do not know, with nothing but their token.
const user = createClient({ baseUrl, token });
const own = await user.GET("/v1/me/sessions");
assert.deepEqual(own.data?.sessions.map(({ id, current }) => ({ id, current })), [{ id: session.id, current: true }]);
const revoked = await user.DELETE("/v1/me/sessions/{session_id}", { params: { path: { session_id: session.id } } });
assert.equal(revoked.response.status, 204);
console.log("listed and ended it");

// From that answer on nobody accepts the token.
const ended = await gatebook.POST("/v1/sessions/introspect", { body: { token } });
assert.deepEqual(ended.data, { active: false });
const refused = await user.GET("/v1/me/sessions");
assert.equal(refused.response.status, 401);
const code: Code | undefined = refused.error?.code;
assert.equal(code, "unauthenticated");
console.log(`refused: ${code}`);

function now(): string {
    return new Date().toISOString();
}
