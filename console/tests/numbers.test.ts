/** Fields of the settings that take a number: what is typed is what is saved, or nothing is. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { Tenant, Visit } from "./harness.js";

const settingsOf = async (tenant: Tenant) => (await tenant.call("GET", "/v1/tenant"))["settings"] as Record<string, unknown>;

test("what is no whole number stays as it was typed, is said at the field, and is not saved", async () => {
    const tenant = await Tenant.create("shop");
    const before = await settingsOf(tenant);
    const visit = await Visit.signedIn(await tenant.member("owner"), "/settings/retention");
    const { page } = visit;
    const field = page.getByRole("textbox", { name: "Days that events are kept" });
    await field.waitFor();
    for (const typed of ["1e5", "3.7", "-5", "abc", "401", ""]) {
        await field.fill("7");
        await field.clear();
        await field.pressSequentially(typed);
        await page.getByText("Must be a whole number from 1 to 400.").waitFor();

        await page.keyboard.press("Enter");
        await page.keyboard.press("Tab");

        assert.equal(await field.inputValue(), typed);
        assert.equal(await field.getAttribute("aria-invalid"), "true");
        assert.ok(await page.getByRole("button", { name: "Save" }).isDisabled(), `${typed} may be saved`);
    }
    await page.getByRole("button", { name: "Discard" }).click();
    assert.equal(await field.inputValue(), String(before["retention_days"]));
    await page.getByText("Everything is saved").waitFor();
    assert.deepEqual(await settingsOf(tenant), before);
    await visit.done();
});

test("a number is stepped by keys and buttons, and a broken one keeps its unit until it is saved", async () => {
    const tenant = await Tenant.create("shop");
    const visit = await Visit.signedIn(await tenant.member("owner"), "/settings/sessions");
    const { page } = visit;
    const most = page.getByRole("textbox", { name: "Most sessions per user" });
    await most.fill("98");
    for (const shown of ["99", "100", "100"]) {
        await most.press("ArrowUp");
        assert.equal(await most.inputValue(), shown);
    }
    const buttons = page.locator(".mantine-TextInput-root", { has: most }).locator("button");
    await buttons.last().click();
    assert.equal(await most.inputValue(), "99");
    const idle = page.getByRole("textbox", { name: "Idle timeout" });
    await page.getByRole("combobox", { name: "Idle timeout: unit" }).selectOption("days");
    await idle.clear();
    await idle.pressSequentially("1.5");
    assert.equal(await idle.inputValue(), "1.5");
    assert.equal(await page.getByRole("combobox", { name: "Idle timeout: unit" }).inputValue(), "days");

    await page.getByRole("button", { name: "Save" }).click();

    await page.getByText("Everything is saved").waitFor();
    const { sessions_per_user_max, session_idle_timeout_s } = await settingsOf(tenant);
    assert.deepEqual({ sessions_per_user_max, session_idle_timeout_s }, { sessions_per_user_max: 99, session_idle_timeout_s: 129_600 });
    await visit.done();
});
