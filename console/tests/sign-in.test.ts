import assert from "node:assert/strict";
import { test } from "node:test";

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
