/** What was typed and not saved is not lost by going elsewhere: one is asked first. */
import assert from "node:assert/strict";
import { test } from "node:test";

import type { Page } from "playwright-core";

import { Tenant, url, Visit } from "./harness.js";

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
    await page.getByText("What was not saved is lost.").waitFor();
    await visit.done();
});
