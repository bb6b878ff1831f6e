/** What was typed and not saved is not lost by going elsewhere: one is asked first. */
import assert from "node:assert/strict";
import { test } from "node:test";

import type { Page } from "playwright-core";

import { hasFocus, heldBack, holdAnswer, isAt, PASSWORD, Tenant, url, Visit } from "./harness.js";

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
    await hasFocus(page, "button", /Ada Jansen: profile/);
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

test("the question stays while it is being left, has the focus, and holds again if that comes to nothing", async () => {
    const visit = await changed();
    const { page } = visit;
    let fail = () => {};
    const mayFail = new Promise<void>((then) => (fail = then));
    await page.route("**/v1/logout", async (route) => {
        await mayFail;
        await route.abort();
    });
    await page.getByRole("button", { name: /Ada Jansen: profile/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await hasFocus(page, "button", "Cancel");
    await page.keyboard.press("Tab");
    await hasFocus(page, "button", "Leave");
    await page.keyboard.press("Enter");
    await question(page).locator("[aria-busy=true]").waitFor();

    await page.keyboard.press("Escape");
    await question(page).getByRole("button", { name: "Cancel" }).click();
    await page.keyboard.press("Tab");
    await hasFocus(page, "button", "Leave");
    assert.equal(await question(page).count(), 1);
    // Nor is anything given up before they are away.
    await page.evaluate(heldBack);
    await isAt(page, "/settings/redaction", "Redaction");
    assert.equal(await page.evaluate(() => window.dispatchEvent(new Event("beforeunload", { cancelable: true }))), false);
    fail();
    await page.getByRole("alert").getByText("You are still signed in").waitFor();
    await question(page).waitFor({ state: "detached" });

    await page.getByRole("link", { name: "Keys" }).click();
    await question(page).waitFor();
    await visit.done(/net::ERR_FAILED/);
});

test("an address that is spelt otherwise is no other page", async () => {
    const tenant = await Tenant.create("leave");
    const visit = await Visit.signedIn(await tenant.member("owner"), "/settings/redaction/");
    const { page } = visit;
    await page.getByRole("textbox", { name: "Your own field names" }).fill("promo_code");
    await page.keyboard.press("Enter");
    await page.getByText("Unsaved changes").waitFor();

    await page.getByRole("link", { name: "Redaction" }).click();
    await isAt(page, "/settings/redaction", "Redaction");
    await page.getByText("Unsaved changes").waitFor();
    assert.equal(await question(page).count(), 0);

    await page.getByRole("link", { name: "Keys" }).click();
    await question(page).waitFor();
    await visit.done();
});

test("whose sign-out is refused while nobody can say who is signed in is told so, and keeps what was typed", async () => {
    const visit = await changed();
    const { page } = visit;
    await page.route("**/v1/login", (route) => route.abort());
    await page.route("**/v1/logout", (route) => route.fulfill({ status: 401 }));
    await page.getByRole("button", { name: /Ada Jansen: profile/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await question(page).getByRole("button", { name: "Leave" }).click();

    await page.getByRole("alert").getByText("You may still be signed in").waitFor();
    await question(page).waitFor({ state: "detached" });
    await page.getByText("Unsaved changes").waitFor();
    await page.getByRole("link", { name: "Keys" }).click();
    await question(page).waitFor();
    await visit.done(/net::ERR_FAILED/);
});

test("what is typed for a list and not added yet is a change for who leaves", async () => {
    const tenant = await Tenant.create("leave");
    const visit = await Visit.signedIn(await tenant.member("owner"), "/settings/keys");
    const { page } = visit;
    await page.getByRole("link", { name: "Redaction" }).click();
    await page.getByRole("textbox", { name: "Your own field names" }).fill("promo_code");

    await page.evaluate(() => window.history.back());
    await question(page).waitFor();
    await page.keyboard.press("Escape");
    await question(page).waitFor({ state: "detached" });

    await isAt(page, "/settings/redaction", "Redaction");
    await page.getByRole("button", { name: "Remove promo_code" }).waitFor();
    await page.getByText("Unsaved changes").waitFor();
    await visit.done();
});

test("whose own password was changed by an attempt that was not answered is told that it may be", async () => {
    const tenant = await Tenant.create("leave");
    const visit = await Visit.signedIn(await tenant.member("owner"), "/profile");
    const { page } = visit;
    const change = page.getByRole("button", { name: "Change password" });
    await page.getByLabel("Current password", { exact: true }).fill(PASSWORD);
    await page.getByLabel("New password", { exact: true }).fill("another battery staple");
    await page.route("**/v1/password", (route) => route.abort(), { times: 1 });
    await change.click();
    await page.getByRole("alert").getByText("The server cannot be reached.").waitFor();

    await page.getByRole("link", { name: "Events" }).click();
    const asked = page.getByRole("dialog", { name: "Leave without another password?" });
    await asked.getByText("Whether your password was changed is not known.").waitFor();
    await page.keyboard.press("Escape");
    await asked.waitFor({ state: "detached" });

    await page.getByLabel("Current password", { exact: true }).fill("something else entirely");
    await change.click();
    await page.getByText("This is not the password, or not any more").waitFor();
    await visit.done(/net::ERR_FAILED/);
});

test("a change of one's own password is sent once, whatever is typed meanwhile", async () => {
    const tenant = await Tenant.create("leave");
    const visit = await Visit.signedIn(await tenant.member("owner"), "/profile");
    const { page } = visit;
    const sent: string[] = [];
    page.on("request", (request) => request.url().endsWith("/v1/password") && sent.push(request.method()));
    const wanted = page.getByLabel("New password", { exact: true });
    await page.getByLabel("Current password", { exact: true }).fill(PASSWORD);
    await wanted.fill("another battery staple");
    const hold = holdAnswer(page, "**/v1/password");
    await page.getByRole("button", { name: "Change password" }).dblclick();
    await hold.isHeld;

    await wanted.pressSequentially("x");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "Events" }).click();
    await page.getByRole("dialog", { name: "Leave without another password?" }).getByText("Your password is being changed.").waitFor();
    await page.keyboard.press("Escape");
    hold.letGo();

    await page.getByText("Password changed.").waitFor();
    assert.equal(await wanted.inputValue(), "");
    assert.deepEqual(sent, ["POST"]);
    await visit.done();
});
