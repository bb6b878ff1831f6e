/** What is made once and shown once is not lost: not by leaving, nor by an answer that does not come. */
import assert from "node:assert/strict";
import { test } from "node:test";

import type { Page } from "playwright-core";

import { hasFocus, heldBack, holdAnswer, isAt, Tenant, url, Visit } from "./harness.js";

/** Opens the keys of a new tenant, coming from its events, and the form for a new one with its name typed. */
async function naming(): Promise<{ tenant: Tenant; visit: Visit; page: Page }> {
    const tenant = await Tenant.create("leave");
    const visit = await Visit.signedIn(await tenant.member("owner", "Ada Jansen"), "/events");
    const { page } = visit;
    await page.getByRole("link", { name: "Settings" }).click();
    await isAt(page, "/settings/keys", "Keys");
    await page.getByRole("button", { name: "Create a key" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("web server");
    return { tenant, visit, page };
}

const withoutCreating = (page: Page) => page.getByRole("dialog", { name: "Leave without creating the key?" });
const withoutKey = (page: Page) => page.getByRole("dialog", { name: "Leave without the key?" });

test("whoever leaves while a key is being made is asked, and sees it when it is there", async () => {
    const { visit, page } = await naming();
    const hold = holdAnswer(page, "**/v1/keys");
    await page.getByRole("button", { name: "Create the key" }).click();
    await hold.isHeld;

    await page.evaluate(() => window.history.back());
    await withoutKey(page).getByText("It is being made").waitFor();
    hold.letGo();

    const token = await page.getByRole("group", { name: "The key" }).textContent();
    const answer = await fetch(`${url}/v1/tenant`, { headers: { Authorization: `Bearer ${token}` } });
    assert.notEqual(answer.status, 401);
    await withoutKey(page).waitFor({ state: "detached" });
    // What was typed for it is gone, and the key is held in its place.
    await page.evaluate(() => window.history.back());
    await withoutKey(page).getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("button", { name: "I have stored it" }).click();
    await page.evaluate(() => window.history.back());
    await isAt(page, "/events", "Events");
    await visit.done();
});

test("the question of a roll stays until the key is there, and whoever leaves meanwhile is asked", async () => {
    const { tenant, visit, page } = await naming();
    await page.getByRole("button", { name: "Cancel" }).click();
    await tenant.call("POST", "/v1/keys", { name: "web server", scopes: ["admin"] });
    await page.reload();
    const hold = holdAnswer(page, "**/roll");
    await page.getByRole("button", { name: "Roll web server" }).click();
    await page.getByRole("button", { name: "Make the new key" }).click();
    await hold.isHeld;
    await page.keyboard.press("Escape");
    await page.getByRole("dialog", { name: "Roll this key?" }).getByRole("button", { name: "Cancel" }).click();

    await page.evaluate(() => window.history.back());

    await withoutKey(page).getByText("It is being made").waitFor();
    hold.letGo();
    await page.getByRole("group", { name: "The key" }).waitFor();
    await withoutKey(page).waitFor({ state: "detached" });
    await visit.done();
});

test("a roll whose answer was lost holds who leaves, and gives the key when it is asked for again", async () => {
    const { tenant, visit, page } = await naming();
    await page.getByRole("button", { name: "Cancel" }).click();
    await tenant.call("POST", "/v1/keys", { name: "web server", scopes: ["admin"] });
    await page.reload();
    await page.route("**/roll", async (route) => {
        await route.fetch();
        await route.abort();
    }, { times: 1 });
    await page.getByRole("button", { name: "Roll web server" }).click();
    await page.getByLabel("The old key is still taken").selectOption("Not at all");
    await page.getByRole("button", { name: "Make the new key" }).click();
    await page.getByRole("alert").getByText("The server cannot be reached.").waitFor();

    await page.evaluate(() => window.history.back());
    await withoutKey(page).getByText("Whether the key “web server” was made is not known.").waitFor();
    await withoutKey(page).getByRole("button", { name: "Cancel" }).click();

    await page.getByRole("button", { name: "Make the new key" }).click();

    const token = await page.getByRole("group", { name: "The key" }).textContent();
    const answer = await fetch(`${url}/v1/tenant`, { headers: { Authorization: `Bearer ${token}` } });
    assert.equal(answer.status, 200);
    await visit.done(/net::ERR_FAILED/);
});

test("what is typed for a new key is not lost by Escape", async () => {
    const { visit, page } = await naming();
    for (const stay of ["Escape", "Enter"]) {
        await page.keyboard.press("Escape");
        await withoutCreating(page).waitFor();
        // "Cancel" has the focus.
        await withoutCreating(page).getByRole("button", { name: "Cancel" }).and(page.locator(":focus")).waitFor();
        await page.keyboard.press(stay);
        await withoutCreating(page).waitFor({ state: "detached" });
        await hasFocus(page, "textbox", "Name");
    }
    assert.equal(await page.getByRole("textbox", { name: "Name" }).inputValue(), "web server");

    await page.keyboard.press("Escape");
    await withoutCreating(page).getByRole("button", { name: "Leave" }).click();
    await page.getByRole("dialog", { name: "Create a key" }).waitFor({ state: "detached" });
    await page.evaluate(() => window.history.back());
    await isAt(page, "/events", "Events");
    await visit.done();
});

test("whose key is taken from the screen by signing out elsewhere is told which is lost", async () => {
    const { visit, page } = await naming();
    await page.getByRole("button", { name: "Create the key" }).click();
    await page.getByRole("group", { name: "The key" }).waitFor();
    const other = await page.context().newPage();
    await other.goto(`${url}/console/`);
    await other.getByRole("button", { name: /Ada Jansen: profile/ }).click();

    await other.getByRole("menuitem", { name: "Sign out" }).click();

    await page.waitForURL(/\/console\/sign-in\?back=%2Fsettings%2Fkeys/);
    await page.getByText(/is shown nowhere any more: revoke it in the settings, and make another\./).waitFor();
    await visit.done();
});

/** Rolls the key "web server" of whoever is at the keys, loses the answer, and closes the question. */
async function rollUnanswered(tenant: Tenant, page: Page): Promise<void> {
    await tenant.call("POST", "/v1/keys", { name: "web server", scopes: ["admin"] });
    await page.reload();
    await page.route("**/roll", (route) => route.abort(), { times: 1 });
    await page.getByRole("button", { name: "Roll web server" }).click();
    await page.getByRole("button", { name: "Make the new key" }).click();
    await page.getByRole("alert").getByText("The server cannot be reached.").waitFor();
    await page.getByRole("dialog", { name: "Roll this key?" }).getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("dialog", { name: "Roll this key?" }).waitFor({ state: "detached" });
}

test("whoever leaves several things is asked once about all, above whatever is open", async () => {
    const { tenant, visit, page } = await naming();
    await page.getByRole("button", { name: "Cancel" }).click();
    await rollUnanswered(tenant, page);
    await page.getByRole("button", { name: "Create a key" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("web server");

    await page.evaluate(() => window.history.back());
    await withoutKey(page).getByText("What was typed is lost.").waitFor();
    await withoutKey(page).getByText("Whether the key “web server” was made is not known.").waitFor();
    // Asked again while it is asked, it still knows where they were.
    await page.evaluate(heldBack);
    await page.keyboard.press("Escape");
    await withoutKey(page).waitFor({ state: "detached" });
    await hasFocus(page, "textbox", "Name");

    await page.evaluate(() => window.history.back());
    await withoutKey(page).getByRole("button", { name: "Leave" }).click();
    await isAt(page, "/events", "Events");
    assert.equal(await page.getByRole("dialog").count(), 0);
    await visit.done(/net::ERR_FAILED/);
});

test("whoever closes a form is asked about what was typed in it alone, and all else is kept", async () => {
    const { tenant, visit, page } = await naming();
    await page.getByRole("button", { name: "Cancel" }).click();
    await rollUnanswered(tenant, page);
    await page.getByRole("button", { name: "Create a key" }).click();
    await page.getByRole("checkbox", { name: /sessions:read/ }).check();

    await page.keyboard.press("Escape");
    await withoutCreating(page).getByText("What was typed is lost.").waitFor();
    assert.equal(await withoutCreating(page).getByText("Whether the key “web server” was made is not known.").count(), 0);
    await withoutCreating(page).getByRole("button", { name: "Leave" }).click();
    await page.getByRole("dialog", { name: "Create a key" }).waitFor({ state: "detached" });

    await page.evaluate(() => window.history.back());
    await withoutKey(page).getByText("Whether the key “web server” was made is not known.").waitFor();
    await visit.done(/net::ERR_FAILED/);
});

/** Loses the answer to the next request to an address, which is carried out. */
async function loseAnswer(page: Page, address: string): Promise<void> {
    await page.route(address, async (route) => {
        await route.fetch();
        await route.abort();
    }, { times: 1 });
}

/** Whether somebody who goes back is asked about a key of which nobody knows whether it was made; they stay. */
async function isAskedAboutUnknown(page: Page): Promise<void> {
    await page.evaluate(() => window.history.back());
    await withoutKey(page).getByText("Whether the key “web server” was made is not known.").waitFor();
    await withoutKey(page).getByRole("button", { name: "Cancel" }).click();
    await withoutKey(page).waitFor({ state: "detached" });
}

test("a key that may have been made is forgotten neither by a refusal nor by another that is made", async () => {
    const { visit, page } = await naming();
    const create = page.getByRole("button", { name: "Create the key" });
    await loseAnswer(page, "**/v1/keys");
    await create.click();
    await page.getByRole("alert").getByText("The server cannot be reached.").waitFor();
    const problem = { type: "about:blank", title: "Service Unavailable", status: 503, code: "unavailable", detail: "there is too much to do", errors: [], retryable: true };
    await page.route("**/v1/keys", (route) => route.fulfill({ status: 503, contentType: "application/problem+json", json: problem }), { times: 1 });
    await create.click();
    await page.getByRole("alert").getByText("There is too much to do.").waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("dialog", { name: "Create a key" }).waitFor({ state: "detached" });
    await isAskedAboutUnknown(page);

    await page.getByRole("button", { name: "Create a key" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("another");
    await create.click();
    await page.getByRole("button", { name: "I have stored it" }).click();
    await page.getByRole("group", { name: "The key" }).waitFor({ state: "detached" });
    await isAskedAboutUnknown(page);

    // A form in which nothing is typed loses nothing.
    await page.getByRole("button", { name: "Create a key" }).click();
    await hasFocus(page, "textbox", "Name");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog", { name: "Create a key" }).waitFor({ state: "detached" });
    assert.equal(await withoutKey(page).count(), 0);

    // Who asks for the same gets it.
    await page.getByRole("button", { name: "Create a key" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("web server");
    await create.click();
    await page.getByRole("button", { name: "I have stored it" }).click();
    await page.getByRole("group", { name: "The key" }).waitFor({ state: "detached" });
    await page.evaluate(() => window.history.back());
    await isAt(page, "/events", "Events");
    await visit.done(/net::ERR_FAILED/);
});

test("a key that expires is made once by who asks for the same after a lost answer", async () => {
    const { tenant, visit, page } = await naming();
    await page.getByLabel("Expires").selectOption("In 30 days");
    await loseAnswer(page, "**/v1/keys");
    await page.getByRole("button", { name: "Create the key" }).click();
    await page.getByRole("alert").getByText("The server cannot be reached.").waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("dialog", { name: "Create a key" }).waitFor({ state: "detached" });

    await page.getByRole("button", { name: "Create a key" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("web server");
    await page.getByLabel("Expires").selectOption("In 30 days");
    await page.getByRole("button", { name: "Create the key" }).click();

    await page.getByRole("group", { name: "The key" }).waitFor();
    const { keys } = (await tenant.call("GET", "/v1/keys")) as { keys: { name: string }[] };
    assert.equal(keys.filter(({ name }) => name === "web server").length, 1);
    await visit.done(/net::ERR_FAILED/);
});

test("after a roll that was not answered another key can be rolled, and the first is not forgotten", async () => {
    const { tenant, visit, page } = await naming();
    await page.getByRole("button", { name: "Cancel" }).click();
    await tenant.call("POST", "/v1/keys", { name: "worker", scopes: ["admin"] });
    await rollUnanswered(tenant, page);

    await page.getByRole("button", { name: "Roll worker" }).click();
    await page.getByRole("button", { name: "Make the new key" }).click();
    await page.getByRole("button", { name: "I have stored it" }).click();
    await page.getByRole("group", { name: "The key" }).waitFor({ state: "detached" });

    await isAskedAboutUnknown(page);
    await visit.done(/net::ERR_FAILED/);
});

test("a password that is being made is shown though the list is another meanwhile", async () => {
    const tenant = await Tenant.create("leave");
    await tenant.member("viewer", "Bo Smit");
    const visit = await Visit.signedIn(await tenant.member("admin", "Ada Jansen"), "/settings/keys");
    const { page } = visit;
    await page.getByRole("link", { name: "Members" }).click();
    await page.getByRole("button", { name: "More for Bo Smit" }).click();
    await page.getByRole("menuitem", { name: "Give a new password" }).click();
    const hold = holdAnswer(page, "**/reset");
    await page.getByRole("button", { name: "Make a new password" }).click();
    await hold.isHeld;
    const { members } = (await tenant.call("GET", "/v1/members")) as { members: { id: string; name: string }[] };
    const bo = members.find(({ name }) => name === "Bo Smit");
    await tenant.call("PATCH", `/v1/members/${bo?.id}`, { role: "owner" });
    await page.clock.install();
    await page.clock.fastForward(60_000);
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange", { bubbles: true })));
    await page.getByRole("list", { name: "Members" }).getByText("Owner", { exact: true }).waitFor();

    await page.evaluate(() => window.history.back());
    const question = page.getByRole("dialog", { name: "Leave without the password?" });
    await question.getByText("It is being made").waitFor();
    hold.letGo();

    const password = await page.getByRole("group", { name: "The password" }).textContent();
    assert.ok(password);
    await question.waitFor({ state: "detached" });
    await visit.done();
});
