/** What was typed and not saved is not lost by going elsewhere: one is asked first. */
import assert from "node:assert/strict";
import { test } from "node:test";

import type { Page } from "playwright-core";

import { hasFocus, holdAnswer, Tenant, url, Visit } from "./harness.js";

/** Opens the redaction of a new tenant, coming from its keys and before that from its events, and adds a word without saving it. */
async function changed(): Promise<Visit> {
    const tenant = await Tenant.create("leave");
    const visit = await Visit.signedIn(await tenant.member("owner", "Ada Jansen"), "/events?range=7d");
    const { page } = visit;
    await page.getByRole("link", { name: "Settings" }).click();
    await isAt(page, "/settings/keys", "Keys");
    await page.getByRole("link", { name: "Redaction" }).click();
    await isAt(page, "/settings/redaction", "Redaction");
    await page.getByRole("textbox", { name: "Your own field names" }).fill("promo_code");
    await page.keyboard.press("Enter");
    await page.getByText("Unsaved changes").waitFor();
    return visit;
}

/** Waits until a page is shown, and its address stands in the window. */
async function isAt(page: Page, path: string, heading: string): Promise<void> {
    await page.getByRole("heading", { name: heading, exact: true }).waitFor();
    await page.waitForURL((at) => at.pathname === `/console${path}`);
}

const question = (page: Page) => page.getByRole("dialog", { name: "Leave without saving?" });

test("whoever goes back with unsaved changes is asked, and whoever stays has the page and what was typed", async () => {
    const visit = await changed();
    const { page } = visit;
    for (const _ of ["once", "twice"]) {
        await page.evaluate(() => window.history.back());
        await question(page).getByRole("button", { name: "Cancel" }).click();
        await question(page).waitFor({ state: "detached" });
        await isAt(page, "/settings/redaction", "Redaction");
        await page.getByText("Unsaved changes").waitFor();
        await page.getByText("promo_code", { exact: true }).first().waitFor();
    }
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Everything is saved").waitFor();
    await page.evaluate(() => window.history.back());
    await isAt(page, "/settings/keys", "Keys");
    assert.equal(await question(page).count(), 0);
    await visit.done();
});

test("whoever leaves after all is where the browser's button led, and the entries behind it are as they were", async () => {
    const visit = await changed();
    const { page } = visit;
    await page.evaluate(() => window.history.back());
    await question(page).getByRole("button", { name: "Leave" }).click();
    await isAt(page, "/settings/keys", "Keys");
    await question(page).waitFor({ state: "detached" });

    await page.evaluate(() => window.history.back());
    await isAt(page, "/events", "Events");
    assert.equal(new URL(page.url()).search, "?range=7d");
    await page.evaluate(() => window.history.go(2));
    await isAt(page, "/settings/redaction", "Redaction");
    await page.getByText("Everything is saved").waitFor();
    await visit.done();
});

test("whoever follows a link with unsaved changes is asked, and may stay or leave", async () => {
    const visit = await changed();
    const { page } = visit;
    await page.getByRole("link", { name: "Retention" }).click();
    await question(page).getByRole("button", { name: "Cancel" }).click();
    await isAt(page, "/settings/redaction", "Redaction");
    await page.getByText("Unsaved changes").waitFor();
    await page.getByRole("link", { name: "Retention" }).click();
    await question(page).getByRole("button", { name: "Leave" }).click();
    await isAt(page, "/settings/retention", "Retention");
    await visit.done();
});

test("whoever signs out with unsaved changes is asked before anything ends, and may stay or leave", async () => {
    const visit = await changed();
    const { page } = visit;
    const signOut = async () => {
        await page.getByRole("button", { name: /Ada Jansen: profile/ }).click();
        await page.getByRole("menuitem", { name: "Sign out" }).click();
    };
    const isSignedIn = async () => (await page.context().request.get(`${url}/v1/login`)).ok();
    await signOut();
    await question(page).getByRole("button", { name: "Cancel" }).click();
    await question(page).waitFor({ state: "detached" });
    await page.getByText("promo_code", { exact: true }).first().waitFor();
    assert.equal(await isSignedIn(), true);
    await signOut();
    await question(page).getByRole("button", { name: "Leave" }).click();
    await page.waitForURL(/\/console\/sign-in$/);
    assert.equal(await isSignedIn(), false);
    await visit.done();
});

test("whoever cannot be signed out has what was not saved, and is asked again", async () => {
    const visit = await changed();
    const { page } = visit;
    await page.context().setOffline(true);
    await page.getByRole("button", { name: /Ada Jansen: profile/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await question(page).getByRole("button", { name: "Leave" }).click();
    await page.getByRole("alert").getByText("You are still signed in").waitFor();
    await question(page).waitFor({ state: "detached" });
    await page.getByText("Unsaved changes").waitFor();
    await page.getByText("promo_code", { exact: true }).first().waitFor();

    await page.getByRole("link", { name: "Keys" }).click();
    await question(page).getByRole("button", { name: "Leave" }).click();
    await isAt(page, "/settings/keys", "Keys");
    await visit.done(/ERR_INTERNET_DISCONNECTED/);
});

test("whoever leaves without a connection is where they wanted to go", async () => {
    const visit = await changed();
    const { page } = visit;
    await page.context().setOffline(true);
    await page.getByRole("link", { name: "Keys" }).click();
    await question(page).getByRole("button", { name: "Leave" }).click();
    await isAt(page, "/settings/keys", "Keys");
    await question(page).waitFor({ state: "detached" });
    await visit.done(/ERR_INTERNET_DISCONNECTED/);
});

test("whose session ended with unsaved changes is told that they are lost", async () => {
    const visit = await changed();
    const { page } = visit;
    await page.context().clearCookies();
    await page.getByRole("button", { name: "Save" }).click();
    await page.waitForURL(/\/console\/sign-in\?back=%2Fsettings%2Fredaction/);
    await page.getByText("What was not saved on it is lost.").waitFor();
    await visit.done();
});

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
    await withoutKey(page).getByText("Whether it was made is not known.").waitFor();
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
        await withoutKey(page).waitFor();
        // "Cancel" has the focus.
        await withoutKey(page).getByRole("button", { name: "Cancel" }).and(page.locator(":focus")).waitFor();
        await page.keyboard.press(stay);
        await withoutKey(page).waitFor({ state: "detached" });
        await hasFocus(page, "textbox", "Name");
    }
    assert.equal(await page.getByRole("textbox", { name: "Name" }).inputValue(), "web server");

    await page.keyboard.press("Escape");
    await withoutKey(page).getByRole("button", { name: "Leave" }).click();
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
    await withoutKey(page).getByText("Whether it was made is not known.").waitFor();
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
    await withoutKey(page).getByText("What was typed is lost.").waitFor();
    assert.equal(await withoutKey(page).getByText("Whether it was made is not known.").count(), 0);
    await withoutKey(page).getByRole("button", { name: "Leave" }).click();
    await page.getByRole("dialog", { name: "Create a key" }).waitFor({ state: "detached" });

    await page.evaluate(() => window.history.back());
    await withoutKey(page).getByText("Whether it was made is not known.").waitFor();
    await visit.done(/net::ERR_FAILED/);
});
