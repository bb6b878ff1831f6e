/** Settings that are changed: what is saved and what is not, secrets that are shown once, and what is tried out beside them. */
import assert from "node:assert/strict";
import { test } from "node:test";

import type { Page, Route } from "playwright-core";

import { hasFocus, holdAnswer, tabTo, Tenant, Visit } from "./harness.js";
import { view } from "./traffic.js";

/** Opens a section of the settings of a new tenant. */
async function opened(section: string): Promise<{ tenant: Tenant; visit: Visit; page: Page }> {
    const tenant = await Tenant.create("settings");
    const visit = await Visit.signedIn(await tenant.member("owner"), `/settings/${section}`);
    return { tenant, visit, page: visit.page };
}

/** Adds an entry to a list of tags. */
async function add(page: Page, list: string, entry: string): Promise<void> {
    await page.getByRole("textbox", { name: list }).fill(entry);
    await page.keyboard.press("Enter");
}

/** Keeps a change of the settings back on its way until it is let go. */
function holdSave(page: Page) {
    let held: Route | undefined;
    const isHeld = new Promise<void>((then) => {
        void page.route("**/v1/tenant", (route) => {
            if (route.request().method() !== "PATCH" || held !== undefined) {
                return route.continue();
            }
            held = route;
            return then();
        });
    });
    return { isHeld, letGo: () => held?.continue(), holdNext: () => (held = undefined) };
}

const settingsOf = async (tenant: Tenant) => (await tenant.call("GET", "/v1/tenant"))["settings"] as Record<string, unknown>;

test("what is changed while something is being saved is still to be saved", async () => {
    const { tenant, visit, page } = await opened("redaction");
    const words = "Your own field names";
    const save = holdSave(page);
    await add(page, words, "promo_code");
    await page.getByRole("button", { name: "Save" }).click();
    await save.isHeld;

    await add(page, words, "loyalty");
    await save.letGo();

    await page.getByText("Settings saved").waitFor();
    await page.getByText("Unsaved changes").waitFor();
    await page.getByRole("button", { name: "Remove loyalty" }).waitFor();
    assert.deepEqual((await settingsOf(tenant))["redacted_words"], ["promo_code"]);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Everything is saved").waitFor();
    assert.deepEqual((await settingsOf(tenant))["redacted_words"], ["promo_code", "loyalty"]);

    // What is taken back while it is being saved is a change, too.
    save.holdNext();
    await page.getByRole("button", { name: "Remove loyalty" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saving …").waitFor();
    await add(page, words, "loyalty");
    await save.letGo();
    await page.getByText("Unsaved changes").waitFor();
    await page.getByRole("button", { name: "Remove loyalty" }).waitFor();
    await visit.done();
});

test("what somebody else has changed during a save is not overwritten by what is changed then", async () => {
    const { tenant, visit, page } = await opened("capture");
    const save = holdSave(page);
    await page.getByRole("switch", { name: "Keep the user agent" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await save.isHeld;

    await tenant.call("PATCH", "/v1/tenant", { settings: { capture_ip: "off" } });
    await page.getByRole("radio", { name: "Anonymised" }).click();
    await save.letGo();

    await page.getByText("Settings saved").waitFor();
    await page.getByText("Somebody else has changed this meanwhile").waitFor();
    const { capture_ip, capture_user_agent } = await settingsOf(tenant);
    assert.deepEqual({ capture_ip, capture_user_agent }, { capture_ip: "off", capture_user_agent: false });
    await page.getByRole("button", { name: "Take theirs" }).click();

    // Theirs is where the next change begins.
    await page.getByText("Everything is saved").waitFor();
    await page.getByRole("radio", { name: "In full" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Everything is saved").waitFor();
    assert.equal((await settingsOf(tenant))["capture_ip"], "full");
    await visit.done();
});

test("what was saved although its answer was lost is no change any more, whatever becomes of it", async () => {
    const { tenant, visit, page } = await opened("sessions");
    const most = page.getByRole("textbox", { name: "Most sessions per user" });
    let isLost = false;
    await page.route("**/v1/tenant", async (route) => {
        if (route.request().method() === "PATCH" && !isLost) {
            isLost = true;
            await route.fetch();
            await route.abort();
        } else {
            await route.continue();
        }
    });
    await most.fill("60");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Everything is saved").waitFor();
    await tenant.call("PATCH", "/v1/tenant", { settings: { sessions_per_user_max: 70 } });

    await page.getByRole("textbox", { name: "Idle timeout" }).fill("9");
    await page.getByRole("button", { name: "Save" }).click();

    await page.getByText("Everything is saved").waitFor();
    assert.equal((await settingsOf(tenant))["sessions_per_user_max"], 70);
    assert.equal(await most.inputValue(), "70");
    await visit.done(/net::ERR_FAILED/);
});

test("who types the old value after a save whose answer was lost has a change, and may save it", async () => {
    const { tenant, visit, page } = await opened("sessions");
    const most = page.getByRole("textbox", { name: "Most sessions per user" });
    const before = await most.inputValue();
    let isLost = false;
    await page.route("**/v1/tenant", async (route) => {
        if (isLost) {
            return route.abort();
        }
        isLost = route.request().method() === "PATCH";
        return isLost ? void (await route.fetch(), await route.abort()) : route.continue();
    });
    await most.fill("60");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("alert").getByText("The server cannot be reached.").waitFor();
    await most.fill(before);
    await page.getByText("Unsaved changes").waitFor();
    await page.unroute("**/v1/tenant");

    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: "Keep mine, to save it" }).click();
    await page.getByRole("button", { name: "Save" }).click();

    await page.getByText("Everything is saved").waitFor();
    assert.equal((await settingsOf(tenant))["sessions_per_user_max"], Number(before));
    await visit.done(/net::ERR_FAILED/);
});

test("who takes a change back whose answer was lost is not told that all is saved before that is known", async () => {
    const { tenant, visit, page } = await opened("sessions");
    const most = page.getByRole("textbox", { name: "Most sessions per user" });
    const before = await most.inputValue();
    await page.context().setOffline(true);
    await most.fill("60");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("alert").getByText("The server cannot be reached.").waitFor();

    await page.getByRole("button", { name: "Discard" }).click();

    await page.getByText("Whether the last change was saved is not known").waitFor();
    await page.context().setOffline(false);
    await page.getByText("Everything is saved").waitFor();
    assert.equal(await most.inputValue(), before);
    assert.equal((await settingsOf(tenant))["sessions_per_user_max"], Number(before));
    await visit.done(/ERR_INTERNET_DISCONNECTED/);
});

test("what is not known of a change is said in other sections too, and read anew by who comes back", async () => {
    const { visit, page } = await opened("sessions");
    const most = page.getByRole("textbox", { name: "Most sessions per user" });
    await most.waitFor();
    await page.route("**/v1/tenant", async (route) => {
        if (route.request().method() === "PATCH") {
            await route.fetch();
        }
        await route.abort();
    });
    await most.fill("60");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("alert").getByText("The server cannot be reached.").waitFor();
    await page.getByRole("button", { name: "Discard" }).click();
    const unknown = page.getByText("Whether the last change was saved is not known");
    await unknown.waitFor();

    await page.getByRole("link", { name: "Redaction" }).click();
    await page.getByRole("heading", { name: "Redaction", exact: true }).waitFor();
    await unknown.waitFor();
    await page.unroute("**/v1/tenant");
    await page.getByRole("link", { name: "Session policy" }).click();

    await page.getByText("Everything is saved").waitFor();
    assert.equal(await most.inputValue(), "60");
    await visit.done(/net::ERR_FAILED/);
});

test("what was read before a save is not shown over it when it is answered after it", async () => {
    const { visit, page } = await opened("retention");
    await page.getByRole("button", { name: "Save" }).waitFor();
    // Old enough to be asked for anew.
    await page.clock.install();
    await page.clock.fastForward(60_000);
    const read = holdAnswer(page, "**/v1/tenant");
    const redaction = page.getByRole("link", { name: "Redaction" });
    await redaction.click();
    await read.isHeld;
    await add(page, "Your own field names", "promo_code");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Everything is saved").waitFor();

    const answered = page.waitForEvent("requestfinished", (request) => request.url().endsWith("/v1/tenant"));
    read.letGo();
    await answered;

    await page.getByRole("link", { name: "Retention" }).click();
    await page.getByRole("heading", { name: "Retention", exact: true }).waitFor();
    await redaction.click();
    await page.getByRole("button", { name: "Remove promo_code" }).waitFor();
    await page.getByText("Everything is saved").waitFor();
    await visit.done();
});

test("who types the old value while somebody else has changed it has a change, and may save it", async () => {
    const { tenant, visit, page } = await opened("sessions");
    const most = page.getByRole("textbox", { name: "Most sessions per user" });
    const before = await most.inputValue();
    await most.fill("70");
    await tenant.call("PATCH", "/v1/tenant", { settings: { sessions_per_user_max: 60 } });
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Somebody else has changed this meanwhile").waitFor();

    await most.fill(before);

    await page.getByText("Unsaved changes").waitFor();
    await page.getByRole("button", { name: "Keep mine, to save it" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Everything is saved").waitFor();
    assert.equal((await settingsOf(tenant))["sessions_per_user_max"], Number(before));
    await visit.done();
});

test("a key that is rolled twice gives two keys, and both are taken", async () => {
    const { tenant, visit, page } = await opened("keys");
    await tenant.call("POST", "/v1/keys", { name: "web server", scopes: ["admin"] });
    await page.reload();
    const tokens: string[] = [];
    for (const _ of ["once", "twice"]) {
        await page.getByRole("button", { name: "Roll web server" }).last().click();
        await page.getByRole("button", { name: "Make the new key" }).click();
        tokens.push((await page.getByRole("group", { name: "The key" }).textContent()) ?? "");
        await page.getByRole("button", { name: "I have stored it" }).click();
        await page.getByRole("group", { name: "The key" }).waitFor({ state: "detached" });
    }

    const answers = await Promise.all(tokens.map((token) => fetch(new URL("/v1/tenant", page.url()), { headers: { Authorization: `Bearer ${token}` } })));

    assert.deepEqual(answers.map(({ status }) => status), [200, 200]);
    await visit.done();
});

test("a key that was made while its answer was lost is not made twice", async () => {
    const { tenant, visit, page } = await opened("keys");
    await page.getByRole("button", { name: "Create a key" }).click();
    await page.getByLabel("Name").fill("web server");
    await page.route("**/v1/keys", async (route) => {
        await route.fetch();
        await route.abort();
    }, { times: 1 });
    await page.getByRole("button", { name: "Create the key" }).click();
    await page.getByRole("alert").getByText("The server cannot be reached.").waitFor();
    await page.getByRole("button", { name: "Create the key" }).click();
    await page.getByRole("group", { name: "The key" }).waitFor();

    const { keys } = (await tenant.call("GET", "/v1/keys?limit=100")) as { keys: { name: string }[] };

    assert.equal(keys.filter(({ name }) => name === "web server").length, 1);
    await visit.done(/net::ERR_FAILED/);
});

/** Says that a secret is stored which has the focus: Enter, pressed once more for what made it, does not. */
async function storeByKeyboard(page: Page, what: string): Promise<void> {
    await hasFocus(page, "group", what);
    await page.keyboard.press("Enter");
    await hasFocus(page, "group", what);
    await tabTo(page, "button", "I have stored it");
    await page.keyboard.press("Enter");
}

test("by keyboard alone the focus is where it was after a secret was shown", async () => {
    const { tenant, visit, page } = await opened("keys");
    await tabTo(page, "button", "Create a key");
    await page.keyboard.press("Enter");
    await hasFocus(page, "textbox", "Name");
    await page.keyboard.type("web server");
    await page.keyboard.press("Enter");
    await storeByKeyboard(page, "The key");
    await hasFocus(page, "button", "Create a key");

    await tabTo(page, "button", "Roll web server");
    await page.keyboard.press("Enter");
    await hasFocus(page, "button", "Cancel");
    await tabTo(page, "button", "Make the new key");
    await page.keyboard.press("Enter");
    await storeByKeyboard(page, "The key");
    // The new one stands above it, under the same name.
    await page.getByRole("button", { name: "Roll web server" }).last().and(page.locator(":focus")).waitFor();

    await tenant.member("viewer", "Bob Smit");
    await page.getByRole("link", { name: "Members" }).click();
    await tabTo(page, "button", "More for Bob Smit");
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: "Give a new password" }).click();
    await hasFocus(page, "button", "Cancel");
    await tabTo(page, "button", "Make a new password");
    await page.keyboard.press("Enter");
    await storeByKeyboard(page, "The password");
    await hasFocus(page, "button", "More for Bob Smit");
    await visit.done();
});

test("by keyboard alone the focus stays at the end of the form whatever is done there", async () => {
    const { tenant, visit, page } = await opened("redaction");
    const words = "Your own field names";
    await add(page, words, "promo_code");
    await tabTo(page, "button", "Save");
    await page.keyboard.press("Enter");
    await page.getByText("Everything is saved").waitFor();
    await hasFocus(page, "button", "Save");

    await add(page, words, "loyalty");
    await tabTo(page, "button", "Discard");
    await page.keyboard.press("Enter");
    await page.getByText("Everything is saved").waitFor();
    await hasFocus(page, "button", "Discard");

    for (const [way, state] of [["Keep mine, to save it", "Unsaved changes"], ["Take theirs", "Everything is saved"]] as const) {
        await add(page, words, "loyalty");
        await tenant.call("PATCH", "/v1/tenant", { settings: { redacted_words: [way.split(/\W/)[0]?.toLowerCase()] } });
        await tabTo(page, "button", "Save");
        await page.keyboard.press("Enter");
        await page.getByRole("alert").getByText("Somebody else has changed this meanwhile").waitFor();
        await tabTo(page, "button", way, "Shift+Tab");
        await page.keyboard.press("Enter");
        await page.getByRole("status").filter({ hasText: state }).and(page.locator(":focus")).waitFor();
        if (way !== "Take theirs") {
            await page.getByRole("button", { name: "Discard" }).click();
        }
    }
    await visit.done();
});

test("a text that the browser does not copy is selected, and that is said", async () => {
    const { visit, page } = await opened("sessions");
    await page.evaluate(() => (navigator.clipboard.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError"))));
    await page.getByRole("button", { name: "Copy the snippet" }).click();

    await page.getByRole("alert").getByText("Could not be copied").waitFor();
    assert.match(await page.evaluate(() => String(window.getSelection())), /^<script[^]*<\/gatebook-sessions>$/);
    await visit.done();
});

test("a whole URL is ignored for the reason that holds for its path", async () => {
    const { visit, page } = await opened("ignored");
    await add(page, "Path prefixes", "/internal/");
    await page.getByLabel("Path", { exact: true }).fill("https://shop.example/internal/health?a=1");

    await page.getByText("It begins with “/internal/”.").waitFor();
    await page.getByLabel("Path", { exact: true }).fill("https://shop.example/a.css?next=/internal/");
    await page.getByText("Its extension is one of those above.").waitFor();
    await visit.done();
});

test("networks and places in an event are read from the left where everything else is read from the right", async () => {
    const tenant = await Tenant.create("settings");
    await tenant.call("PATCH", "/v1/tenant", { settings: { trusted_proxies: ["2001:db8::/32"] } });
    const visit = await Visit.signedIn(await tenant.member("owner"), "/settings/proxies", { direction: "rtl" });
    const { page } = visit;
    const network = page.getByRole("list", { name: "Networks of your proxies" }).getByText("2001:db8::/32");
    assert.equal(await network.evaluate((element) => getComputedStyle(element).direction), "ltr");
    await page.getByRole("link", { name: "Redaction" }).click();
    const place = page.getByText("/query/access_token", { exact: true });
    assert.equal(await place.evaluate((element) => getComputedStyle(element).direction), "ltr");
    await visit.done();
});

test("a period that cannot be shown is refused where it is typed", async () => {
    const tenant = await Tenant.create("settings");
    // Without one there is no period to choose.
    await tenant.post([view("/shoes")]);
    const visit = await Visit.signedIn(await tenant.member("viewer"), "/");
    const { page } = visit;
    await page.getByLabel("Period").selectOption("From … to …");
    await page.getByLabel(/^From/).fill("2024-01-01T00:00");
    await page.getByLabel(/^To/).fill("2026-01-01T00:00");
    await page.getByText("A period has 400 days at most.").waitFor();
    await page.getByRole("button", { name: "Show" }).click();
    assert.equal(new URL(page.url()).search, "");
    await page.getByLabel(/^To/).fill("2023-01-01T00:00");
    await page.getByText("This is not after the beginning.").waitFor();
    await page.getByLabel(/^To/).fill("12026-01-01T00:00");
    await page.getByText("a year of four digits").waitFor();
    await page.getByLabel(/^To/).fill("2024-06-01T00:00");
    await page.getByRole("button", { name: "Show" }).click();
    await page.waitForURL(/since=2023-12-31T23/);
    await visit.done();
});
