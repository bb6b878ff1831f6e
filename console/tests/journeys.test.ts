/** What people come to the console for, from beginning to end. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { rowsOf, Tenant, url, Visit } from "./harness.js";
import { AGENTS, traffic, view } from "./traffic.js";

test("an event is found by a filter, another one is seen as it arrives", async () => {
    const tenant = await Tenant.create("shop");
    await tenant.post([view("/shoes"), view("/missing", { status: 404 }), view("/coats")]);
    const visit = await Visit.signedIn(await tenant.member("viewer"), "/events");
    const { page } = visit;
    const table = page.getByRole("table", { name: "Events" });
    await table.getByText("/shoes").waitFor();

    await page.keyboard.press("/");
    await page.keyboard.type("status:4xx");
    await page.keyboard.press("Enter");

    await page.waitForURL(/status=4xx/);
    await table.getByText("/missing").waitFor();
    await table.getByText("/shoes").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Remove the filter Status" }).click();
    await table.getByText("/shoes").waitFor();

    await page.getByRole("switch", { name: "Live" }).click();
    await page.getByText("Connecting…").waitFor({ state: "detached" });
    await tenant.post([view("/just-now")]);
    await table.getByText("/just-now").waitFor();
    await visit.done();
});

test("an event leads to its session, which is ended there, and whose token opens nothing from then on", async () => {
    const tenant = await Tenant.create("shop");
    const session = await tenant.session({ user_id: "alice", ip: "2001:db8:100::7", user_agent: AGENTS[0] });
    await tenant.post([view("/account", { user_id: "alice", session_id: session.id })]);
    assert.equal(await tenant.isOpen(session.token), true);
    const visit = await Visit.signedIn(await tenant.member("admin"), "/events?path=/account");
    const { page } = visit;
    await page.getByRole("table", { name: "Events" }).getByText("/account").click();
    const panel = page.getByRole("dialog");
    await panel.getByText("Safari on iPhone").first().waitFor();
    await panel.getByText("Zwolle, The Netherlands").first().waitFor();

    await panel.getByRole("button", { name: "End session" }).click();
    const question = page.getByRole("dialog").last();
    await question.getByText(/signed out/).first().waitFor();
    await question.getByRole("button", { name: "End session" }).click();

    await panel.getByText(/Ended/).first().waitFor();
    assert.equal(await tenant.isOpen(session.token), false);
    await visit.done();
});

test("a key is made, shown once, and opens the API", async () => {
    const tenant = await Tenant.create("shop");
    const visit = await Visit.signedIn(await tenant.member("owner"), "/settings/keys");
    const { page } = visit;
    await page.getByRole("button", { name: "Create a key" }).click();
    await page.getByLabel("Name").fill("web server");
    await page.getByRole("checkbox", { name: /Append events/ }).check();
    await page.getByRole("button", { name: "Create the key" }).click();
    const token = (await page.getByRole("group", { name: "The key" }).textContent())?.trim() ?? "";
    assert.match(token, /^gbk_/);
    await page.getByRole("button", { name: "I have stored it" }).click();
    await page.getByRole("group", { name: "The key" }).waitFor({ state: "detached" });

    const posted = await fetch(`${url}/v1/events`, {
        method: "POST",
        headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
        body: JSON.stringify(view("/with-the-key")),
    });

    assert.equal(posted.status, 201, await posted.text());
    assert.ok(!(await page.content()).includes(token), "the key is still in the page");
    await visit.done();
});

test("another word to redact changes what would be stored at once, and what is stored once it is saved", async () => {
    const tenant = await Tenant.create("shop");
    const visit = await Visit.signedIn(await tenant.member("owner"), "/settings/redaction");
    const { page } = visit;
    const event = view("/basket", { method: "POST", data: { post: { promo_code: "spring-sale" } } });
    await page.getByLabel("An event as it is posted").fill(JSON.stringify(event));
    const stored = page.locator("section", { has: page.getByRole("heading", { name: "What would be stored" }) });
    await stored.getByText("Nothing was replaced.").waitFor();

    await page.getByRole("textbox", { name: "Your own field names" }).fill("promo_code");
    await page.keyboard.press("Enter");

    await stored.getByText("/data/post/promo_code").waitFor();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Everything is saved").waitFor();
    const posted = await tenant.call("POST", "/v1/redaction-previews", event);
    assert.deepEqual(posted["redacted"], ["/data/post/promo_code"]);
    await visit.done();
});

test("events are exported, and the file that is fetched has them", async () => {
    const tenant = await Tenant.create("shop");
    await tenant.post(traffic(3000, 3, new Date()));
    const visit = await Visit.signedIn(await tenant.member("viewer"), "/events?method=GET");
    const { page } = visit;
    await page.getByRole("button", { name: "Export", exact: true }).click();
    await page.getByRole("button", { name: "Start the export" }).click();
    await page.getByText("The export is ready.").waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: /Download/ }).click()]);

    assert.equal(await rowsOf(download), await tenant.countViews("method=GET"));
    await visit.done();
});

test("a figure of the overview is a filter, and leads to its events", async () => {
    const tenant = await Tenant.create("shop");
    await tenant.post(traffic(2000, 1, new Date()));
    const visit = await Visit.signedIn(await tenant.member("viewer"), "/?range=30d");
    const { page } = visit;
    await page.getByRole("link", { name: /^Safari/ }).first().click();
    await page.waitForURL(/browser=Safari/);
    await page.getByRole("button", { name: "Remove the filter Browser" }).waitFor();
    await page.getByRole("link", { name: /iPhone/ }).first().click();
    await page.waitForURL(/platform=iPhone/);
    await visit.done();
});

test("a user's page says what a session did, and signs the user out everywhere", async () => {
    const tenant = await Tenant.create("shop");
    const phone = await tenant.session({ user_id: "alice", ip: "2001:db8:100::7", user_agent: AGENTS[0] });
    const desk = await tenant.session({ user_id: "alice", ip: "2001:db8:104::9", user_agent: AGENTS[1] });
    await tenant.post([
        view("/account/phone", { user_id: "alice", session_id: phone.id }),
        view("/account/desk", { user_id: "alice", session_id: desk.id }),
    ]);
    const visit = await Visit.signedIn(await tenant.member("admin"), "/users/alice");
    const { page } = visit;
    await page.getByText("/account/phone").waitFor();
    await page.getByText("/account/desk").waitFor();

    await page.getByRole("button", { name: "Sign out everywhere" }).click();
    await page.getByRole("dialog").getByRole("button", { name: /Sign out|End/ }).last().click();

    await page.getByRole("dialog").waitFor({ state: "detached" });
    assert.deepEqual([await tenant.isOpen(phone.token), await tenant.isOpen(desk.token)], [false, false]);
    await visit.done();
});

test("several words are searched for among the sessions, with a pause between them", async () => {
    const tenant = await Tenant.create("shop");
    await tenant.session({ user_id: "alice", user_agent: AGENTS[1] });
    await tenant.session({ user_id: "bob", user_agent: AGENTS[0] });
    const visit = await Visit.signedIn(await tenant.member("viewer"), "/sessions");
    const { page } = visit;
    for (const [name, parameter, first, second] of [["Search", "text", "chrome ", "on"], ["Address", "ip", " 2001:db8:: ", "/32"]] as const) {
        const field = page.getByRole("searchbox", { name, exact: true });
        await field.pressSequentially(first);
        await page.waitForFunction(([name, value]) => new URLSearchParams(window.location.search).get(name) === value, [parameter, first.trim()] as const);
        await field.pressSequentially(second);
        assert.equal(await field.inputValue(), first + second);
        await field.fill("");
        await page.waitForFunction(() => window.location.search === "");
    }
    await visit.done();
});
