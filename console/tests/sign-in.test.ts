import assert from "node:assert/strict";
import { test } from "node:test";

import type { Page } from "playwright-core";

import { PASSWORD, Tenant, url, Visit } from "./harness.js";

test("an expired session returns to the sign-in, and from there to where one was", async () => {
    const tenant = await Tenant.create("shop");
    const email = await tenant.member("owner");
    const visit = await Visit.signedIn(email, "/sessions?state=active");
    const { page } = visit;
    await page.getByRole("heading", { name: "Sessions", level: 1 }).waitFor();

    await page.context().clearCookies();
    await page.getByRole("link", { name: "Events" }).click();

    await page.waitForURL(/\/console\/sign-in\?back=/);
    await page.getByText("Sign in to go on where you were.").waitFor();
    await page.getByLabel("E-mail address").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/console\/events/);
    await page.getByRole("heading", { name: "Events", level: 1 }).waitFor();
    await visit.done();
});

test("a wrong password is said without saying which part is wrong", async () => {
    const tenant = await Tenant.create("shop");
    const email = await tenant.member("owner");
    const visit = await Visit.begin();
    await visit.page.goto(`${url}/console/sign-in`);
    await visit.page.getByLabel("E-mail address").fill(email);
    await visit.page.getByLabel("Password", { exact: true }).fill("something else");
    await visit.page.keyboard.press("Enter");

    await visit.page.getByRole("alert").getByText("The e-mail address or the password is wrong.").waitFor();
    await visit.done();
});

test("signing out leaves nothing behind for who comes next", async () => {
    const tenant = await Tenant.create("shop");
    const visit = await Visit.signedIn(await tenant.member("owner", "Ada Jansen"));
    await visit.page.getByRole("button", { name: /Ada Jansen: profile/ }).click();
    await visit.page.getByRole("menuitem", { name: "Sign out" }).click();
    await visit.page.waitForURL(/\/console\/sign-in$/);

    await visit.page.goto(`${url}/console/settings/keys`);

    await visit.page.waitForURL(/\/console\/sign-in\?back=/);
    assert.equal((await visit.page.context().cookies()).length, 0);
    await visit.done();
});

/** Signs in in another tab of the same browser. */
async function signInBeside(page: Page, email: string): Promise<Page> {
    const other = await page.context().newPage();
    await other.goto(`${url}/console/sign-in`);
    await other.getByLabel("E-mail address").fill(email);
    await other.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await other.getByRole("button", { name: "Sign in" }).click();
    await other.getByRole("navigation", { name: "Pages" }).waitFor({ state: "attached" });
    return other;
}

/** What a tab says that shows another sign-in than the one that holds. */
const taken = (page: Page) => page.getByRole("heading", { name: "You have signed in anew in another tab" });

/** Changes the first switch of the captures, without saving it. */
async function changeCapture(page: Page): Promise<void> {
    await page.getByRole("switch", { name: "Keep the user agent" }).click();
    await page.getByText("Unsaved changes").waitFor();
}

test("a tab closes its page when another tab signs in to another tenant, and goes on there", async () => {
    const [demo, second] = [await Tenant.create("demo"), await Tenant.create("second")];
    const visit = await Visit.signedIn(await demo.member("owner", "Ada Jansen"), "/settings/capture");
    const { page } = visit;
    await changeCapture(page);

    await signInBeside(page, await second.member("admin", "Bob Smit"));

    await taken(page).waitFor();
    await page.getByText(/You are Bob Smit \(admin\) at The second now\. This page was shown to Ada Jansen \(owner\) at The demo/).waitFor();
    await page.getByText("What was not saved on it is lost.").waitFor();
    assert.equal(await page.getByRole("button", { name: "Save" }).count(), 0);
    await page.getByRole("button", { name: "Go on with The second" }).click();
    await page.waitForURL(/\/console\/$/);
    await page.getByRole("heading", { name: "Overview", level: 1 }).waitFor();
    await page.getByRole("banner").getByText("The second").waitFor();
    await visit.done();
});

test("a tab that heard nothing of another sign-in neither changes nor shows anything of it, and closes its page", async () => {
    const [demo, second] = [await Tenant.create("demo"), await Tenant.create("second")];
    const visit = await Visit.begin();
    const { page } = visit;
    // As one that was frozen when the other tab told of it.
    await page.addInitScript(() => (BroadcastChannel.prototype.addEventListener = () => {}));
    await visit.signIn(await demo.member("owner"), "/settings/capture");
    await changeCapture(page);
    const answers: number[] = [];
    page.on("response", (response) => {
        if (response.request().method() === "PATCH") {
            answers.push(response.status());
        }
    });
    await signInBeside(page, await second.member("owner"));

    await page.getByRole("button", { name: "Save" }).click();

    await taken(page).waitFor();
    assert.deepEqual(answers, [401]);
    assert.equal((await second.call("GET", "/v1/tenant"))["version"], 1);
    await visit.done();
});

test("a tab that heard nothing of another sign-in asks when it is looked at again", async () => {
    const [demo, second] = [await Tenant.create("demo"), await Tenant.create("second")];
    const visit = await Visit.begin();
    const { page } = visit;
    await page.addInitScript(() => (BroadcastChannel.prototype.addEventListener = () => {}));
    await visit.signIn(await demo.member("owner"), "/sessions");
    await signInBeside(page, await second.member("owner"));
    assert.equal(await taken(page).count(), 0);

    await page.evaluate(() => window.dispatchEvent(new Event("focus")));

    await taken(page).waitFor();
    await visit.done();
});

test("signing out in one tab leads the others to the sign-in", async () => {
    const tenant = await Tenant.create("demo");
    const email = await tenant.member("owner", "Ada Jansen");
    const visit = await Visit.signedIn(email, "/sessions");
    const { page } = visit;
    const other = await page.context().newPage();
    await other.goto(`${url}/console/`);
    await other.getByRole("button", { name: /Ada Jansen: profile/ }).click();

    await other.getByRole("menuitem", { name: "Sign out" }).click();

    await page.waitForURL(/\/console\/sign-in\?back=%2Fsessions/);
    await visit.done();
});
