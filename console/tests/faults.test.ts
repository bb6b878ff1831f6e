/** What goes wrong beside the console: no connection, parts of it that are not there, names and addresses nobody expects. */
import assert from "node:assert/strict";
import { test } from "node:test";

import type { Page } from "playwright-core";

import { holdAnswer, Tenant, url, Visit } from "./harness.js";
import { AGENTS, view } from "./traffic.js";

test("a user ID with a space in front is another person than the one without, wherever it is typed", async () => {
    const tenant = await Tenant.create("faults");
    for (const user_id of [" u7", "u7", "u7"]) {
        await tenant.session({ user_id });
    }
    // Last, as all of it is waited for.
    await tenant.post([view("/spaced", { user_id: " u7" }), ...["/a", "/b"].map((path) => view(path, { user_id: "u7" }))]);
    const visit = await Visit.signedIn(await tenant.member("owner"), "/settings/erasure");
    const { page } = visit;
    await page.getByLabel(/^User ID/).fill(" u7");
    const download = page.getByRole("link", { name: "Download what is known first" });
    assert.equal(await download.getAttribute("href"), "/v1/users/%20u7/export");
    await page.getByRole("button", { name: "Show what would be erased" }).click();
    await page.getByText("begins or ends with a space").waitFor();
    const counted = await tenant.call("POST", "/v1/erasures", { user_id: " u7", dry_run: true });
    assert.equal(counted["sessions"], 1);
    await page.getByText(`${counted["events"]} events and 1 session of`).waitFor();
    await page.getByLabel(/^To confirm/).fill("u7");
    assert.equal(await page.getByRole("button", { name: "Erase for good" }).isDisabled(), true);

    await page.getByRole("link", { name: "Sessions", exact: true }).click();
    await page.getByRole("searchbox", { name: "User" }).fill(" u7");
    await page.waitForURL(/user_id=(\+|%20)u7/);
    await page.getByRole("button", { name: /^End session/ }).nth(1).waitFor({ state: "detached" });
    assert.equal(await page.getByRole("button", { name: /^End session/ }).count(), 1);
    await visit.done();
});

test("who is being erased stays the same until that is answered", async () => {
    const tenant = await Tenant.create("faults");
    await tenant.post([view("/a", { user_id: "u7" })]);
    const visit = await Visit.signedIn(await tenant.member("owner"), "/settings/erasure");
    const { page } = visit;
    const whom = page.getByLabel(/^User ID/);
    await whom.fill("u7");
    await page.getByRole("button", { name: "Show what would be erased" }).click();
    await page.getByLabel(/^To confirm/).fill("u7");
    const hold = holdAnswer(page, "**/v1/erasures");
    await page.getByRole("button", { name: "Erase for good" }).click();
    await hold.isHeld;

    await whom.pressSequentially("x");
    await page.keyboard.press("Enter");

    assert.equal(await whom.inputValue(), "u7");
    await page.getByRole("button", { name: "Erase for good" }).and(page.locator("[aria-busy=true]")).waitFor();
    hold.letGo();
    await page.getByText("What would be erased", { exact: true }).waitFor({ state: "detached" });
    await visit.done();
});

test("a user whose ID looks packed is not taken for another one on the way to the erasure, nor by way of the sign-in", async () => {
    const tenant = await Tenant.create("faults");
    const email = await tenant.member("owner");
    const visit = await Visit.signedIn(email, `/users/${encodeURIComponent("a%2Fb")}`);
    const { page } = visit;
    await page.getByRole("heading", { name: "a%2Fb", level: 1 }).waitFor();
    await page.goto(`${url}/console/settings/erasure?user_id=${encodeURIComponent("a%2Fb")}`);
    const typed = page.getByLabel(/^User ID/);
    await typed.waitFor();
    assert.equal(await typed.inputValue(), "a%2Fb");
    await page.goto(`${url}/console/events?user_id=${encodeURIComponent("a%2Fb")}`);
    await page.getByRole("list", { name: "Filters" }).getByText("a%2Fb").waitFor();
    await visit.done();
});

test("what was cancelled without a connection is not done when the connection is back", async () => {
    const tenant = await Tenant.create("faults");
    const made = await tenant.call("POST", "/v1/keys", { name: "web server", scopes: ["events:write"] });
    const { id } = made["key"] as { id: string };
    const visit = await Visit.signedIn(await tenant.member("owner"), "/settings/keys");
    const { page } = visit;
    await page.getByRole("button", { name: "Revoke web server" }).click();
    const question = page.getByRole("dialog", { name: "Revoke this key?" });
    await question.waitFor();
    await page.context().setOffline(true);
    await question.getByRole("button", { name: "Revoke the key" }).click();
    await question.getByRole("alert").getByText("The server cannot be reached.").waitFor();
    await question.getByRole("button", { name: "Cancel" }).click();
    await question.waitFor({ state: "detached" });
    await page.context().setOffline(false);

    await page.getByRole("link", { name: "Members" }).click();
    await page.getByRole("list", { name: "Members" }).waitFor();
    const { keys } = (await tenant.call("GET", "/v1/keys?limit=100")) as { keys: { id: string; state: string }[] };
    assert.equal(keys.find((key) => key.id === id)?.state, "active");
    await visit.done(/ERR_INTERNET_DISCONNECTED/);
});

test("what could not be loaded without a connection is loaded when the connection is back", async () => {
    const tenant = await Tenant.create("faults");
    const visit = await Visit.signedIn(await tenant.member("owner"), "/settings/members");
    const { page } = visit;
    await page.getByRole("list", { name: "Members" }).waitFor();
    await page.route("**/v1/keys*", (route) => route.abort());
    await page.getByRole("link", { name: "Keys" }).click();
    await page.getByText("The server cannot be reached.").waitFor();
    await page.unroute("**/v1/keys*");
    await page.context().setOffline(true);
    await page.context().setOffline(false);
    await page.getByText("The server cannot be reached.").waitFor({ state: "detached" });
    await page.getByRole("list", { name: "Keys" }).waitFor();
    await visit.done(/net::ERR_/);
});

test("who cannot be signed out without a connection is told so", async () => {
    const tenant = await Tenant.create("faults");
    const visit = await Visit.signedIn(await tenant.member("owner", "Ada Jansen"));
    const { page } = visit;
    await page.context().setOffline(true);
    await page.getByRole("button", { name: /Ada Jansen: profile/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.getByRole("alert").getByText("You are still signed in").waitFor();
    await visit.done(/ERR_INTERNET_DISCONNECTED/);
});

/** Errors that are written when a part is not there: by the browser, and by what catches it. */
const NOT_LOADED = /net::ERR_FAILED|dynamically imported module/;

/** Goes to a place by its link, whose part `file` is not there at first; has to say so, and to show it once it is. */
async function missed(page: Page, file: string, answer: "abort" | 404, link: string, heading: string): Promise<void> {
    const files = `**/assets/${file}-*.js`;
    await page.route(files, (route) => (answer === "abort" ? route.abort() : route.fulfill({ status: answer })));
    await page.getByRole("link", { name: link, exact: true }).click();
    await page.getByText("This could not be loaded").waitFor();
    await page.getByRole("button", { name: "Load the console anew" }).waitFor();
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("This could not be loaded").waitFor();
    await page.unroute(files);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("heading", { name: heading, exact: true }).waitFor();
}

test("a page and a section that cannot be loaded say so, and are there when they are tried again", async () => {
    const tenant = await Tenant.create("faults");
    const visit = await Visit.signedIn(await tenant.member("owner"), "/profile");
    const { page } = visit;
    await missed(page, "events", "abort", "Events", "Events");
    await page.getByRole("link", { name: "Settings" }).click();
    await page.getByRole("list", { name: "Keys" }).waitFor();
    await missed(page, "retention", 404, "Retention", "Retention");
    await visit.done(NOT_LOADED);
});

test("who goes elsewhere from a page that cannot be loaded gets there", async () => {
    const tenant = await Tenant.create("faults");
    const visit = await Visit.signedIn(await tenant.member("owner"), "/profile");
    const { page } = visit;
    await page.route("**/assets/events-*.js", (route) => route.abort());
    await page.getByRole("link", { name: "Events" }).click();
    await page.getByText("This could not be loaded").waitFor();
    await page.getByRole("link", { name: "Sessions" }).click();
    await page.getByRole("heading", { name: "Sessions", level: 1 }).waitFor();
    await visit.done(NOT_LOADED);
});

test("a double click makes one new password", async () => {
    const tenant = await Tenant.create("faults");
    await tenant.member("viewer", "Bob Smit");
    const visit = await Visit.signedIn(await tenant.member("owner", "Ada 😀"), "/settings/members");
    const { page } = visit;
    let resets = 0;
    page.on("request", (request) => (resets += request.url().endsWith("/reset") ? 1 : 0));
    await page.getByRole("button", { name: "More for Bob Smit" }).click();
    await page.getByRole("menuitem", { name: "Give a new password" }).click();
    await page.getByRole("button", { name: "Make a new password" }).dblclick();
    await page.getByRole("button", { name: "I have stored it" }).waitFor();
    assert.equal(resets, 1);
    await visit.done();
});

test("an address with the name of something else than a period shows the usual one", async () => {
    const tenant = await Tenant.create("faults");
    const visit = await Visit.signedIn(await tenant.member("viewer"), "/events?range=toString");
    const { page } = visit;
    for (const name of ["toString", "constructor", "__proto__"]) {
        for (const [place, heading] of [["", "Overview"], ["events", "Events"]]) {
            await page.goto(`${url}/console/${place}?range=${name}`);
            await page.getByRole("heading", { name: heading, level: 1 }).waitFor();
        }
    }
    assert.equal(await page.getByText("This could not be loaded").count(), 0);
    await visit.done();
});

test("a user whose name a browser takes for a step in an address is not taken for the whole tenant", async () => {
    const tenant = await Tenant.create("faults");
    const others = [await tenant.session({ user_id: "alice", user_agent: AGENTS[1] }), await tenant.session({ user_id: "bob", user_agent: AGENTS[3] })];
    const visit = await Visit.signedIn(await tenant.member("owner"), "/sessions");
    const { page } = visit;
    const asked: string[] = [];
    page.on("request", (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
    for (const user_id of [".", ".."]) {
        const theirs = await tenant.session({ user_id, user_agent: AGENTS[0] });
        await page.goto(`${url}/console/sessions?user_id=${user_id}`);
        await page.getByRole("button", { name: /^End session/ }).waitFor();
        assert.equal(await page.getByRole("button", { name: /^End session/ }).count(), 1);
        await page.getByText("cannot ask for this user by it").waitFor();
        asked.length = 0;
        await page.getByRole("link", { name: "Safari on iPhone" }).click();
        await page.getByText("cannot ask for this user by it").waitFor();
        await page.getByRole("heading", { name: "What is known" }).waitFor();
        await page.waitForLoadState("networkidle");
        assert.equal(await page.getByRole("button", { name: /^Sign out/ }).count(), 0);
        await page.getByRole("link", { name: "events", exact: true }).click();
        await page.getByRole("list", { name: "Filters" }).getByText(user_id, { exact: true }).waitFor();
        await page.getByRole("link", { name: "erased", exact: true }).click();
        await page.getByText("cannot download what is known of this user").waitFor();
        assert.equal(await page.getByRole("link", { name: "Download what is known first" }).count(), 0);
        await page.goto(`${url}/console/users/alice?session=${user_id}`);
        await page.getByText("A browser cannot ask for this name.").waitFor();
        assert.deepEqual(asked.filter((path) => / \/v1\/(sessions|events)?\/?$/.test(path) && !path.startsWith("GET /v1/events")), []);
        await page.goto(`${url}/console/sessions?user_id=${user_id}`);
        await page.getByRole("button", { name: /^End session/ }).click();
        await page.getByRole("dialog").getByRole("button", { name: "End session" }).click();
        await page.getByRole("dialog").waitFor({ state: "detached" });
        assert.equal(await tenant.isOpen(theirs.token), false);
    }
    assert.deepEqual(await Promise.all(others.map(({ token }) => tenant.isOpen(token))), [true, true]);
    await visit.done();
});

test("a link to the sign-in leads to a page of the console afterwards, whatever it says", async () => {
    const tenant = await Tenant.create("faults");
    const email = await tenant.member("viewer");
    const places: Record<string, string> = {
        "/../v1/login": "/console/",
        "/..%2Fv1/login": "/console/..%2Fv1/login",
        "/%2e%2e/v1/login": "/console/",
        "//evil.example": "/console/",
        "/\\evil.example": "/console/",
        "@evil.example": "/console/",
        "/sign-in?back=/events": "/console/",
        "/events?status=4xx": "/console/events",
    };
    for (const [back, place] of Object.entries(places)) {
        const visit = await Visit.signedIn(email, `/sign-in?back=${encodeURIComponent(back)}`);
        await visit.page.waitForFunction((place) => window.location.pathname === place, place);
        await visit.page.getByRole("heading").first().waitFor();
        await visit.done();
    }
});

test("a page whose scripts cannot be loaded says so, with a way to load it again", async () => {
    const tenant = await Tenant.create("faults");
    const visit = await Visit.begin();
    const { page } = visit;
    await page.route("**/*.js", (route) => route.abort());
    for (const place of ["/", "/events"]) {
        await page.goto(`${url}/console${place}`);
        await page.getByText("If nothing else appears").waitFor();
    }
    await page.unroute("**/*.js");
    await page.getByRole("link", { name: "load it again" }).click();
    await page.waitForURL(/sign-in\?back=%2Fevents$/);
    await page.getByLabel("E-mail address").fill(await tenant.member("viewer"));
    assert.equal(await page.getByText("If nothing else appears").count(), 0);
    await visit.done(/net::ERR_FAILED/);
});

test("a map that cannot be loaded is there when it is tried again", async () => {
    const tenant = await Tenant.create("faults");
    await tenant.post([view("/shoes")]);
    const visit = await Visit.signedIn(await tenant.member("viewer"), "/profile");
    const { page } = visit;
    await page.route("**/assets/map-*.js", (route) => route.abort());
    await page.getByRole("link", { name: "Overview" }).click();
    const countries = page.locator("section", { has: page.getByRole("heading", { name: "Countries" }) });
    await countries.scrollIntoViewIfNeeded();
    await countries.getByText("This could not be loaded").waitFor();
    await countries.getByRole("link", { name: /Netherlands/ }).first().waitFor();
    await page.unroute("**/assets/map-*.js");
    await countries.getByRole("button", { name: "Try again" }).click();
    await countries.locator("svg path").nth(50).waitFor({ state: "attached" });
    await visit.done(NOT_LOADED);
});

test("what follows the log begins again when nothing has come for too long", async () => {
    const tenant = await Tenant.create("faults");
    await tenant.post([{ method: "GET", path: "/first" }]);
    const visit = await Visit.signedIn(await tenant.member("owner"), "/events");
    const { page } = visit;
    await page.getByText("/first").first().waitFor();
    await page.clock.install();
    await page.getByRole("switch", { name: "Live" }).click();
    await tenant.post([{ method: "GET", path: "/second" }]);
    await page.getByText("/second").first().waitFor();

    const again = page.waitForRequest("**/v1/events/tail?*");
    await page.clock.fastForward(60_000);
    await again;

    await tenant.post([{ method: "GET", path: "/third" }]);
    await page.getByText("/third").first().waitFor();
    await visit.done();
});
