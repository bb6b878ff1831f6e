/** The main journeys by whoever has no mouse: by Tab, Enter, Space, the arrow keys and typing alone. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { hasFocus, rowsOf, tabTo, Tenant, url, Visit } from "./harness.js";
import { AGENTS, traffic, view } from "./traffic.js";

test("by keyboard alone an event is found, read, and left where one was; another one is seen as it arrives", async () => {
    const tenant = await Tenant.create("keyboard");
    await tenant.post([view("/shoes"), view("/login", { method: "POST", data: { post: { password: "hidden" } } })]);
    const visit = await Visit.begin();
    const { page } = visit;
    await visit.signInByKeyboard(await tenant.member("viewer"), "/events");
    const table = page.getByRole("table", { name: "Events" });
    await table.getByText("/shoes").waitFor();

    await page.keyboard.press("/");
    await page.keyboard.type("path:/login");
    await page.keyboard.press("Enter");
    await page.waitForURL(/path=%2Flogin/);
    await table.getByText("/shoes").waitFor({ state: "detached" });
    await tabTo(page, "link", "/login");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").getByText("/data/post/password").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await hasFocus(page, "link", "/login");

    await tabTo(page, "button", "Remove the filter Path", "Shift+Tab");
    await page.keyboard.press("Enter");
    await table.getByText("/shoes").waitFor();
    await tabTo(page, "switch", "Live");
    await page.keyboard.press("Space");
    await page.getByText("Connecting…").waitFor({ state: "detached" });
    await tenant.post([view("/just-now")]);
    await table.getByText("/just-now").waitFor();
    await visit.done();
});

test("by keyboard alone one goes from row to row, and ends the session of an event", async () => {
    const tenant = await Tenant.create("keyboard");
    const session = await tenant.session({ user_id: "alice", user_agent: AGENTS[0] });
    await tenant.post([view("/account", { user_id: "alice", session_id: session.id }), view("/newer")]);
    const visit = await Visit.begin();
    const { page } = visit;
    await visit.signInByKeyboard(await tenant.member("admin"), "/events");
    await tabTo(page, "link", "/newer");
    await page.keyboard.press("ArrowDown");
    await hasFocus(page, "link", "/account");
    await page.keyboard.press("Enter");
    await hasFocus(page, "button", "Close");

    await tabTo(page, "button", /^End session/);
    await page.keyboard.press("Enter");
    await hasFocus(page, "button", "Cancel");
    await tabTo(page, "button", "End session");
    await page.keyboard.press("Enter");

    await page.getByRole("dialog").getByText(/Ended/).first().waitFor();
    assert.equal(await tenant.isOpen(session.token), false);
    await visit.done();
});

test("by keyboard alone a session is ended in the list", async () => {
    const tenant = await Tenant.create("keyboard");
    const session = await tenant.session({ user_id: "alice", user_agent: AGENTS[0] });
    const visit = await Visit.begin();
    const { page } = visit;
    await visit.signInByKeyboard(await tenant.member("owner"), "/sessions");
    await tabTo(page, "button", /^End session: Safari on iPhone/);
    await page.keyboard.press("Enter");
    await hasFocus(page, "button", "Cancel");
    await page.getByRole("dialog").getByText(/signed out/).first().waitFor();
    await tabTo(page, "button", "End session");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    assert.equal(await tenant.isOpen(session.token), false);
    await visit.done();
});

test("by keyboard alone a key is made and copied, and opens the API", async () => {
    const tenant = await Tenant.create("keyboard");
    const visit = await Visit.begin();
    const { page } = visit;
    await visit.signInByKeyboard(await tenant.member("owner"), "/settings/keys");
    await tabTo(page, "button", "Create a key");
    await page.keyboard.press("Enter");
    await hasFocus(page, "textbox", "Name");
    await page.keyboard.type("web server");
    await tabTo(page, "checkbox", /^Append events/);
    await page.keyboard.press("Space");
    // Without anything that it may do it is not made, and that is said where it can be mended.
    await tabTo(page, "button", "Create the key");
    await page.keyboard.press("Enter");
    await page.getByText("Choose one at least.").waitFor();
    await tabTo(page, "checkbox", /^Append events/, "Shift+Tab");
    await page.keyboard.press("Space");
    await tabTo(page, "button", "Create the key");
    await page.keyboard.press("Enter");

    await hasFocus(page, "group", "The key");
    await tabTo(page, "button", "Copy the key");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Copied" }).waitFor();
    const token = await page.evaluate(() => navigator.clipboard.readText());
    await tabTo(page, "button", "I have stored it");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("list", { name: "Keys" }).getByText("web server").waitFor();

    const posted = await fetch(`${url}/v1/events`, {
        method: "POST",
        headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
        body: JSON.stringify(view("/with-the-key")),
    });

    assert.equal(posted.status, 201, await posted.text());
    await visit.done();
});

test("by keyboard alone a word is added to redaction, which changes the preview, and is saved", async () => {
    const tenant = await Tenant.create("keyboard");
    const visit = await Visit.begin();
    const { page } = visit;
    const event = view("/basket", { method: "POST", data: { post: { promo_code: "spring-sale" } } });
    await visit.signInByKeyboard(await tenant.member("owner"), "/settings/redaction");
    const stored = page.locator("section", { has: page.getByRole("heading", { name: "What would be stored" }) });
    await tabTo(page, "textbox", "An event as it is posted");
    await page.keyboard.press("Control+A");
    await page.keyboard.type(JSON.stringify(event));
    await stored.getByText("Nothing was replaced.").waitFor();

    await tabTo(page, "textbox", "Your own field names", "Shift+Tab");
    await page.keyboard.type("promo_code");
    await page.keyboard.press("Enter");

    await stored.getByText("/data/post/promo_code").waitFor();
    await tabTo(page, "button", "Save");
    await page.keyboard.press("Enter");
    await page.getByText("Everything is saved").waitFor();
    const posted = await tenant.call("POST", "/v1/redaction-previews", event);
    assert.deepEqual(posted["redacted"], ["/data/post/promo_code"]);
    await visit.done();
});

test("by keyboard alone events are exported, and the file that is fetched has them", async () => {
    const tenant = await Tenant.create("keyboard");
    await tenant.post(traffic(500, 3, new Date()));
    const visit = await Visit.begin();
    const { page } = visit;
    await visit.signInByKeyboard(await tenant.member("viewer"), "/events?method=POST");
    await tabTo(page, "button", "Export");
    await page.keyboard.press("Enter");
    await hasFocus(page, "button", "Close");
    await tabTo(page, "button", "Start the export");
    await page.keyboard.press("Enter");
    await page.getByText("The export is ready.").waitFor();
    await tabTo(page, "link", "Download");
    const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);

    assert.equal(await rowsOf(download), await tenant.countViews("method=POST"));
    await visit.done();
});

test("by keyboard alone one goes on where one was after a filter is taken away, and after a period is chosen", async () => {
    const tenant = await Tenant.create("keyboard");
    const visit = await Visit.begin();
    const { page } = visit;
    await visit.signInByKeyboard(await tenant.member("viewer"), "/events?path=/login&method=GET&status=4xx");
    await tabTo(page, "button", "Remove the filter Method");
    await page.keyboard.press("Enter");
    await hasFocus(page, "button", "Remove the filter Status");
    await page.keyboard.press("Enter");
    await hasFocus(page, "button", "Remove the filter Path");
    await page.keyboard.press("Enter");
    await hasFocus(page, "combobox", "Add a filter");

    const period = page.getByRole("combobox", { name: "Period" });
    for (const key of ["Escape", "Enter"]) {
        await period.focus();
        await period.selectOption({ label: "From … to …" });
        await hasFocus(page, "textbox", "From");
        await page.keyboard.press(key);
        await page.getByLabel("From", { exact: true }).waitFor({ state: "detached" });
        await hasFocus(page, "combobox", "Period");
    }
    await visit.done();
});

test("by keyboard alone the menu of a phone is opened, and closed by Escape", async () => {
    const tenant = await Tenant.create("keyboard");
    const visit = await Visit.begin({ width: 360, height: 740 });
    const { page } = visit;
    await visit.signInByKeyboard(await tenant.member("viewer"), "/events");
    await tabTo(page, "button", "Open the menu");
    await page.keyboard.press("Enter");
    await hasFocus(page, "button", "Close the menu");
    await tabTo(page, "link", "Sessions");
    await page.keyboard.press("Escape");
    await hasFocus(page, "button", "Open the menu");
    await visit.done();
});
