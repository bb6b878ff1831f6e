/** The list of own sessions on a page of another origin, and in the console itself. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { otherOrigin, tabTo, Tenant, url, Visit } from "./harness.js";
import { AGENTS } from "./traffic.js";

/** An application's page with the list; its policy lets nothing in but the element and the API. */
async function application(): Promise<string> {
    const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Your devices</title>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src ${url} 'self'; connect-src ${url}; img-src 'self'">
        <script type="module" src="${url}/embed/sessions.js"></script><script type="module" src="/page.js"></script>
        </head><body><h1>Your devices</h1><main></main><output></output></body></html>`;
    const script = `const asked = new URLSearchParams(location.search);
        const list = document.createElement("gatebook-sessions");
        list.setAttribute("base", asked.get("base")); list.setAttribute("lang", asked.get("lang") ?? "en");
        const log = (text) => document.querySelector("output").append(text + ". ");
        const gives = {
            token: async () => asked.get("token"),
            throws: () => { throw new Error("not now"); },
            rejects: async () => { throw new Error("not now"); },
            never: () => { log("asked"); return new Promise(() => {}); },
            text: "not a function",
            now: () => window.token,
        };
        list.accessToken = gives[asked.get("gives") ?? "token"];
        list.texts = JSON.parse(asked.get("texts") ?? "{}");
        list.addEventListener("gatebook-error", ({ detail }) => log(detail.during + " " + detail.status + " " + detail.message));
        document.querySelector("main").append(list);`;
    return otherOrigin({
        "/": { type: "text/html", body: page },
        "/page.js": { type: "text/javascript", body: script },
        "/favicon.ico": { type: "image/x-icon", body: "" },
    });
}

test("a page of another origin lists a user's sessions and ends another one", async () => {
    const tenant = await Tenant.create("shop");
    const origin = await application();
    await tenant.call("PATCH", "/v1/tenant", { settings: { allowed_origins: [origin] } });
    const here = await tenant.session({ user_id: "alice", ip: "2001:db8:100::7", user_agent: AGENTS[0] });
    const there = await tenant.session({ user_id: "alice", ip: "2001:db8:104::9", user_agent: AGENTS[1] });
    const visit = await Visit.begin();
    const { page } = visit;
    const address = (token: string, lang = "en") => `${origin}/?${new URLSearchParams({ base: url, token, lang }).toString()}`;
    await page.goto(address(here.accessToken));
    await page.getByText("Chrome on Windows").waitFor();
    await page.getByText("This device").waitFor();
    const other = await Visit.begin();
    await other.page.goto(address(there.accessToken));
    await other.page.getByText("Safari on iPhone").waitFor();

    await page.getByRole("button", { name: /End session.*Chrome on Windows/ }).click();
    await page.getByText(/is signed out at once/).waitFor();
    await page.getByRole("button", { name: "End session", exact: true }).click();

    await page.getByText("Chrome on Windows has been signed out.").first().waitFor();
    await page.getByRole("listitem").filter({ hasText: "Chrome on Windows" }).waitFor({ state: "detached" });
    assert.equal(await tenant.isOpen(there.token), false);
    assert.equal(await tenant.isOpen(here.token), true);
    // The other browser's next click.
    await other.page.getByRole("button", { name: /^Sign out Chrome/ }).click();
    await other.page.getByRole("button", { name: "Sign out", exact: true }).last().click();
    await other.page.getByRole("paragraph").filter({ hasText: "You are signed out." }).waitFor();

    for (const lang of ["nl", "de", "ar"]) {
        await page.goto(address(here.accessToken, lang));
        await page.getByText(/Safari/).first().waitFor();
        const direction = await page.locator("gatebook-sessions").evaluate((element) => getComputedStyle(element.shadowRoot?.firstElementChild ?? element).direction);
        assert.equal(direction, lang === "ar" ? "rtl" : "ltr");
    }
    await other.done();
    await visit.done();
});

test("by keyboard alone a user ends another session in the list", async () => {
    const tenant = await Tenant.create("shop");
    const origin = await application();
    await tenant.call("PATCH", "/v1/tenant", { settings: { allowed_origins: [origin] } });
    const here = await tenant.session({ user_id: "alice", user_agent: AGENTS[0] });
    const there = await tenant.session({ user_id: "alice", user_agent: AGENTS[1] });
    const visit = await Visit.begin();
    const { page } = visit;
    await page.goto(`${origin}/?${new URLSearchParams({ base: url, token: here.accessToken }).toString()}`);

    await tabTo(page, "button", /^End session.*Chrome on Windows/);
    await page.keyboard.press("Enter");
    await page.getByText(/is signed out at once/).waitFor();
    await tabTo(page, "button", "End session");
    await page.keyboard.press("Enter");

    await page.getByRole("listitem").filter({ hasText: "Chrome on Windows" }).waitFor({ state: "detached" });
    assert.equal(await tenant.isOpen(there.token), false);
    assert.equal(await tenant.isOpen(here.token), true);
    await visit.done();
});

test("a page of an origin that the tenant does not allow is shown nothing", async () => {
    const tenant = await Tenant.create("shop");
    const origin = await application();
    const session = await tenant.session({ user_id: "alice", user_agent: AGENTS[0] });
    const visit = await Visit.begin();
    // The browser says on its console that it was refused, and the list what to do, not that the server is away.
    const refused = visit.page.waitForEvent("console", (message) => /status of 403/.test(message.text()));
    await visit.page.goto(`${origin}/?${new URLSearchParams({ base: url, token: session.accessToken }).toString()}`);
    await visit.page.getByText(/could not be loaded/).first().waitFor();
    assert.equal(await visit.page.getByText(/cannot be reached/).count(), 0);
    assert.equal(await visit.page.getByText("Safari on iPhone").count(), 0);
    await refused;
    await visit.done();
});

test("who was asked about one user's devices does not sign out another's", async () => {
    const tenant = await Tenant.create("shop");
    const origin = await application();
    await tenant.call("PATCH", "/v1/tenant", { settings: { allowed_origins: [origin] } });
    const [ones, others] = ["alice", "bob"].map((user) => [0, 1].map((n) => tenant.session({ user_id: user, user_agent: AGENTS[n] })));
    const [alice, bob] = [await Promise.all(ones ?? []), await Promise.all(others ?? [])];
    const visit = await Visit.begin();
    const { page } = visit;
    const refresh = () => page.evaluate(() => (document.querySelector("gatebook-sessions") as unknown as { refresh: () => Promise<void> }).refresh());
    const isFrom = (token: string | undefined) => page.evaluate((given) => void Object.assign(window, { token: given }), token);
    await page.addInitScript((given) => void Object.assign(window, { token: given }), alice[0]?.accessToken);
    await page.goto(`${origin}/?${new URLSearchParams({ base: url, gives: "now" }).toString()}`);
    await page.getByRole("button", { name: "Sign out of all other devices" }).click();
    await isFrom(bob[0]?.accessToken);
    // A list that is asked for anew takes the question with it, which was of somebody else.
    await refresh();
    await page.getByRole("button", { name: "Cancel" }).waitFor({ state: "detached" });
    await isFrom(alice[0]?.accessToken);
    await refresh();
    await page.getByRole("button", { name: "Sign out of all other devices" }).click();
    await isFrom(bob[0]?.accessToken);

    await page.getByRole("button", { name: "Sign out of all other devices" }).last().click();

    await page.getByText(/end-others 0 another session asks/).waitFor();
    await page.getByText("This device").waitFor();
    for (const { token } of [...alice, ...bob]) {
        assert.equal(await tenant.isOpen(token), true);
    }
    // Asked again, it is about whose page it is.
    await page.getByRole("button", { name: "Sign out of all other devices" }).click();
    await page.getByRole("button", { name: "Sign out of all other devices" }).last().click();
    await page.getByText("All other devices have been signed out.").first().waitFor();
    assert.deepEqual(await Promise.all([...alice, ...bob].map(({ token }) => tenant.isOpen(token))), [true, true, true, false]);
    await visit.done();
});

test("a page that gives no token by a fault of its own is not told that the server is away", async () => {
    const origin = await application();
    const visit = await Visit.begin();
    const { page } = visit;
    const faults: Record<string, string>[] = [{ gives: "throws" }, { gives: "rejects" }, { gives: "text" }, { token: "one\nother" }];
    for (const fault of faults) {
        await page.goto(`${origin}/?${new URLSearchParams({ base: url, ...fault }).toString()}`);

        await page.getByText("Your devices could not be loaded.", { exact: true }).first().waitFor();
        await page.getByRole("button", { name: "Try again" }).waitFor();
        await page.getByText(/^list 0 /).waitFor();
        assert.equal(await page.getByText(/cannot be reached/).count(), 0);
    }
    await visit.done();
});

test("a token that never comes is waited for no longer than 15 seconds", async () => {
    const origin = await application();
    const visit = await Visit.begin();
    const { page } = visit;
    await page.clock.install();
    await page.goto(`${origin}/?${new URLSearchParams({ base: url, gives: "never" }).toString()}`);
    await page.getByText("asked.").waitFor();

    await page.clock.fastForward(15_000);

    await page.getByText(/list 0 the application gave no token within 15 seconds/).waitFor();
    await page.getByText("Your devices could not be loaded.", { exact: true }).first().waitFor();
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText(/asked\. .*asked\./).waitFor();
    await visit.done();
});

test("texts of the application's own are shown where they are texts, and stay in the frame", async () => {
    const tenant = await Tenant.create("shop");
    const origin = await application();
    await tenant.call("PATCH", "/v1/tenant", { settings: { allowed_origins: [origin] } });
    const here = await tenant.session({ user_id: "alice", user_agent: AGENTS[0] });
    await tenant.session({ user_id: "alice", user_agent: AGENTS[1] });
    const visit = await Visit.begin({ width: 640 });
    const { page } = visit;
    const thisDevice = "Here".repeat(50);
    const texts = { endSession: null, activeNow: 5, summary: { one: "One", other: null }, signOut: "Log out", thisDevice };
    await page.goto(`${origin}/?${new URLSearchParams({ base: url, token: here.accessToken, texts: JSON.stringify(texts) }).toString()}`);

    await page.getByRole("button", { name: /^End session Chrome/ }).waitFor();
    await page.getByText("You are signed in on 2 devices").waitFor();
    await page.getByText("Active now").waitFor();
    const mark = await page.getByText(thisDevice).boundingBox();
    const button = await page.getByRole("button", { name: /^Log out Safari/ }).boundingBox();
    assert.ok(mark !== null && button !== null && mark.x + mark.width <= button.x, "the mark runs under the button");
    await visit.done();
});

test("a place may be twice in a text of the application's own, and what is no place is left out", async () => {
    const tenant = await Tenant.create("shop");
    const origin = await application();
    await tenant.call("PATCH", "/v1/tenant", { settings: { allowed_origins: [origin] } });
    const here = await tenant.session({ user_id: "alice", user_agent: AGENTS[0] });
    await tenant.session({ user_id: "alice", user_agent: AGENTS[1] });
    const visit = await Visit.begin();
    const { page } = visit;
    const texts = {
        summary: { other: "{count} of {count}" },
        consequence: "{device} – yes, {device}!{constructor}",
        signedIn: "{when}, I say {when}",
    };
    await page.goto(`${origin}/?${new URLSearchParams({ base: url, token: here.accessToken, texts: JSON.stringify(texts) }).toString()}`);
    await page.getByText("2 of 2", { exact: true }).waitFor();
    await page.getByText("just now, I say just now").or(page.getByText("now, I say now")).first().waitFor();

    await page.getByRole("button", { name: /^End session/ }).click();

    await page.getByText("Chrome on Windows – yes, Chrome on Windows!", { exact: true }).waitFor();
    await visit.done();
});

test("a member's own sessions are in the profile, and the others are ended there", async () => {
    const tenant = await Tenant.create("shop");
    const email = await tenant.member("viewer");
    const visit = await Visit.signedIn(email, "/profile");
    const other = await Visit.signedIn(email, "/sessions");
    await visit.page.reload();
    await visit.page.getByRole("button", { name: "Sign out of all other devices" }).click();
    await visit.page.getByRole("button", { name: "Sign out of all other devices" }).last().click();
    await visit.page.getByText("All other devices have been signed out.").first().waitFor();

    await other.page.getByRole("link", { name: "Events" }).click();

    await other.page.waitForURL(/sign-in/);
    await visit.page.getByRole("link", { name: "Events" }).click();
    await visit.page.getByRole("heading", { name: "Events", level: 1 }).waitFor();
    await other.done();
    await visit.done();
});
