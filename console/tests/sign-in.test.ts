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

test("a double click signs in once", async () => {
    const tenant = await Tenant.create("demo");
    const visit = await Visit.begin();
    const { page } = visit;
    const sent: string[] = [];
    page.on("request", (request) => new URL(request.url()).pathname === "/v1/login" && request.method() === "POST" && sent.push(request.url()));
    await page.goto(`${url}/console/`);
    await page.getByLabel("E-mail address").fill(await tenant.member("viewer"));
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);

    await page.getByRole("button", { name: "Sign in" }).dblclick();

    await page.getByRole("navigation", { name: "Pages" }).waitFor();
    assert.equal(sent.length, 1);
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

/** Signs in to a page that hears nothing of other tabs: as one that was frozen when they told. */
async function deaf(email: string, place: string): Promise<Visit> {
    const visit = await Visit.begin();
    await visit.page.addInitScript(() => (BroadcastChannel.prototype.addEventListener = () => {}));
    await visit.signIn(email, place);
    return visit;
}

test("a tab that heard nothing of another sign-in neither changes nor shows anything of it, and closes its page", async () => {
    const [demo, second] = [await Tenant.create("demo"), await Tenant.create("second")];
    const visit = await deaf(await demo.member("owner"), "/settings/capture");
    const { page } = visit;
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
    const visit = await deaf(await demo.member("owner"), "/sessions");
    const { page } = visit;
    await signInBeside(page, await second.member("owner"));
    assert.equal(await taken(page).count(), 0);

    await page.evaluate(() => window.dispatchEvent(new Event("focus")));

    await taken(page).waitFor();
    await visit.done();
});

test("a profile ends and lists the sessions of whom it shows, and of nobody who has signed in since", async () => {
    const [demo, second] = [await Tenant.create("demo"), await Tenant.create("second")];
    const [ada, bob] = [await demo.member("owner"), await second.member("owner", "Bob Smit")];
    const [adas, bobs] = [await Visit.signedIn(ada), await Visit.signedIn(bob)];
    const visit = await deaf(ada, "/profile");
    const { page } = visit;
    await page.getByRole("button", { name: "Sign out of all other devices" }).click();
    await signInBeside(page, bob);

    await page.getByRole("button", { name: "Sign out of all other devices" }).last().click();

    await taken(page).waitFor();
    for (const elsewhere of [adas, bobs]) {
        await elsewhere.page.reload();
        await elsewhere.page.getByRole("heading", { name: "Overview", level: 1 }).waitFor();
        await elsewhere.done();
    }
    await visit.done();
});

test("a tab signs out whom it shows, and nobody who has signed in since", async () => {
    const [demo, second] = [await Tenant.create("demo"), await Tenant.create("second")];
    const visit = await deaf(await demo.member("owner", "Ada Jansen"), "/sessions");
    const { page } = visit;
    const other = await signInBeside(page, await second.member("owner", "Bob Smit"));

    await page.getByRole("button", { name: /Ada Jansen: profile/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();

    await taken(page).waitFor();
    await other.reload();
    await other.getByRole("button", { name: /Bob Smit: profile/ }).waitFor();
    await visit.done();
});

test("a tab closes its page although who is signed in was asked before another signed in, and is answered after", async () => {
    const [demo, second] = [await Tenant.create("demo"), await Tenant.create("second")];
    const visit = await deaf(await demo.member("owner"), "/settings/capture");
    const { page } = visit;
    await changeCapture(page);
    let letGo = () => {};
    const mayGo = new Promise<void>((then) => (letGo = then));
    let isAsked = () => {};
    const asked = new Promise<void>((then) => (isAsked = then));
    await page.route("**/v1/login", async (route) => {
        const response = await route.fetch();
        isAsked();
        await mayGo;
        await route.fulfill({ response });
    }, { times: 1 });
    await page.evaluate(() => window.dispatchEvent(new Event("focus")));
    await asked;
    await signInBeside(page, await second.member("owner"));

    await page.getByRole("button", { name: "Save" }).click();

    await taken(page).waitFor();
    const late = page.waitForResponse("**/v1/login");
    letGo();
    await (await late).finished();
    await page.evaluate(() => new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then))));
    assert.equal(await taken(page).count(), 1);
    await visit.done();
});

test("what one person began is not gone on with as the next who signs in", async () => {
    const [demo, second] = [await Tenant.create("demo"), await Tenant.create("second")];
    const visit = await Visit.signedIn(await demo.member("owner", "Ada Jansen"), "/settings/sessions");
    const { page } = visit;
    await page.getByRole("textbox", { name: "Most sessions per user" }).fill("61");
    await demo.call("PATCH", "/v1/tenant", { settings: { capture_user_agent: false } });
    let letGo = () => {};
    const mayGo = new Promise<void>((then) => (letGo = then));
    await page.route("**/v1/tenant", async (route) => {
        if (route.request().method() === "PATCH") {
            const response = await route.fetch();
            assert.equal(response.status(), 412);
            await mayGo;
            return route.fulfill({ response });
        }
        return route.continue();
    });
    await page.getByRole("button", { name: "Save" }).click();
    const other = await page.context().newPage();
    await other.goto(`${url}/console/`);
    await other.getByRole("button", { name: /Ada Jansen: profile/ }).click();
    await other.getByRole("menuitem", { name: "Sign out" }).click();
    await page.waitForURL(/\/console\/sign-in\?back=/);
    const goesOn = page.waitForResponse((response) => response.url().endsWith("/v1/tenant") && response.request().method() === "GET");
    await page.route("**/v1/login", async (route) => {
        if (route.request().method() !== "POST") {
            return route.continue();
        }
        const response = await route.fetch();
        letGo();
        assert.equal((await goesOn).status(), 401);
        return route.fulfill({ response });
    });

    await page.getByLabel("E-mail address").fill(await second.member("owner", "Bob Smit"));
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();

    await page.getByRole("button", { name: /Bob Smit: profile/ }).waitFor();
    await page.getByText("Everything is saved").waitFor();
    assert.equal(await page.getByRole("textbox", { name: "Most sessions per user" }).inputValue(), "50");
    assert.equal((await second.call("GET", "/v1/tenant"))["version"], 1);
    await visit.done();
});

test("all that a page asks, from its first question on, says for whom it is", async () => {
    const tenant = await Tenant.create("demo");
    const session = await tenant.session({ user_id: "alice" });
    const visit = await Visit.signedIn(await tenant.member("owner"), "/sessions");
    const { page } = visit;
    const unnamed: string[] = [];
    const named = new Set<string>();
    page.on("request", (request) => {
        const { pathname } = new URL(request.url());
        if (pathname.startsWith("/v1/") && pathname !== "/v1/login") {
            if (/^mem_[0-9a-f]{32} ten_[0-9a-f]{32} owner$/.test(request.headers()["gatebook-page-of"] ?? "")) {
                named.add(pathname);
            } else {
                unnamed.push(pathname);
            }
        }
    });

    for (const place of ["/", "/events", "/sessions", `/sessions/${session.id}`, "/users/alice", "/settings/keys", "/profile"]) {
        await page.goto(`${url}/console${place}`);
        await page.getByRole("heading", { level: 1 }).waitFor();
        await page.waitForLoadState("networkidle");
    }
    await page.getByText("This device").waitFor();

    assert.deepEqual(unnamed, []);
    const must = ["/v1/stats/summary", "/v1/events", "/v1/sessions", "/v1/keys", "/v1/me/sessions"];
    assert.deepEqual(must.filter((path) => !named.has(path)), []);
    await visit.done();
});

test("what follows the log says for whom it is, and goes on where it was cut off", async () => {
    const tenant = await Tenant.create("demo");
    await tenant.post([{ method: "GET", path: "/first" }]);
    const visit = await Visit.begin();
    const { page } = visit;
    const pages: (string | undefined)[] = [];
    const begins: number[] = [];
    page.on("request", (request) => {
        if (request.url().includes("/v1/events/tail")) {
            pages.push(request.headers()["gatebook-page-of"]);
            begins.push(Number(new URL(request.url()).searchParams.get("after")));
        }
    });
    await page.route("**/v1/events/tail?*", (route) => route.continue({ url: `${route.request().url()}&max_s=1` }));
    await visit.signIn(await tenant.member("owner"), "/events");
    await page.getByRole("switch", { name: "Live" }).click();
    // What breaks lines for JavaScript, and none of a stream.
    await tenant.post([{ method: "GET", url: "/second?q=%E2%80%A8%E2%80%A9" }]);
    await page.getByText("/second").first().waitFor();
    const cutOff = begins.length;
    await page.waitForRequest("**/v1/events/tail?*");

    await tenant.post([{ method: "GET", path: "/third" }]);

    await page.getByText("/third").first().waitFor();
    assert.ok(pages.every((named) => named?.endsWith(" owner")), String(pages));
    const [first, next] = [begins[0], begins[cutOff]];
    assert.ok(first !== undefined && next !== undefined && next > first, String(begins));
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
