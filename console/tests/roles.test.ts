/** What one may not do is not offered, and refused when it is tried. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { Tenant, Visit } from "./harness.js";
import { AGENTS } from "./traffic.js";

test("a viewer is offered nothing that changes anything, and refused when it is tried all the same", async () => {
    const tenant = await Tenant.create("shop");
    const session = await tenant.session({ user_id: "alice", user_agent: AGENTS[0] });
    const visit = await Visit.signedIn(await tenant.member("viewer"), "/sessions");
    const { page } = visit;
    await page.getByText("Safari on iPhone").first().waitFor();
    assert.equal(await page.getByRole("button", { name: /End/ }).count(), 0);
    for (const place of [`/sessions/${session.id}`, "/users/alice"]) {
        await page.goto(new URL(`/console${place}`, page.url()).href);
        await page.getByText("Safari on iPhone").first().waitFor();
        assert.equal(await page.getByRole("button", { name: /^End session|Sign out (everywhere|other devices)/ }).count(), 0, place);
    }
    for (const section of ["keys", "members", "redaction", "erasure", "jobs"]) {
        await page.goto(new URL(`/console/settings/${section}`, page.url()).href);
        await page.getByRole("heading", { name: "Your role does not open this" }).waitFor();
        assert.equal(await page.getByRole("link", { name: "Redaction" }).count(), 0);
    }

    const tried = await page.evaluate(async (id) => {
        const ask = async (method: string, path: string, body?: string) =>
            (await fetch(path, { method, headers: { "Content-Type": "application/json" }, ...(body && { body }) })).status;
        return [
            await ask("DELETE", `/v1/sessions/${id}`),
            await ask("GET", "/v1/keys"),
            await ask("PATCH", "/v1/tenant", '{"name": "x"}'),
            await ask("POST", "/v1/members", "{}"),
            await ask("POST", "/v1/erasures", "{}"),
        ];
    }, session.id);

    assert.deepEqual(tried, [403, 403, 403, 403, 403]);
    assert.equal(await tenant.isOpen(session.token), true);
    await visit.done();
});

test("an admin is not offered what only an owner may do to owners", async () => {
    const tenant = await Tenant.create("shop");
    const owner = await tenant.member("owner", "Olga Owner");
    const visit = await Visit.signedIn(await tenant.member("admin", "Adam Admin"), "/settings/members");
    const { page } = visit;
    await page.getByText(owner).waitFor();
    const row = page.getByRole("row").or(page.getByRole("listitem")).filter({ hasText: owner }).last();
    assert.equal(await row.getByRole("button", { name: /Remove|Reset/ }).count(), 0);
    await visit.done();
});
