/** Every page: for whom uses a reader or the keyboard, on a phone, in the dark, and with whatever visitors send. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { before, test } from "node:test";

import { PASSWORD, Tenant, url, Visit } from "./harness.js";
import { AGENTS, traffic } from "./traffic.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SECTIONS = ["keys", "members", "retention", "redaction", "capture", "ignored", "proxies", "sessions", "blocked", "erasure", "locations", "jobs"];

let tenant: Tenant;
let email: string;
let places: string[];

before(async () => {
    tenant = await Tenant.create("shop");
    email = await tenant.member("owner");
    const session = await tenant.session({ user_id: "alice", ip: "2001:db8:100::7", user_agent: AGENTS[0], metadata: { plan: "pro" } });
    await tenant.session({ user_id: "bob", user_agent: AGENTS[3] });
    await tenant.post(traffic(2000, 7, new Date()));
    const posted = await tenant.call("POST", "/v1/events", {
        method: "POST",
        url: "https://shop.example/login?token=x7Gk2mQ9",
        user_id: "alice",
        session_id: session.id,
        data: { post: { password: "hidden", name: "ada" } },
    });
    await tenant.projected(posted["position"] as number);
    places = [
        "/?range=30d",
        "/events",
        `/events?event=${posted["id"] as string}`,
        "/sessions",
        `/sessions/${session.id}`,
        "/users/alice",
        "/profile",
        ...SECTIONS.map((section) => `/settings/${section}`),
    ];
});

/** Goes to a place and waits until nothing is loading any more. */
async function open({ page }: Visit, place: string): Promise<void> {
    await page.goto(`${url}/console${place}`);
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    await page.waitForFunction(() => document.querySelector(".mantine-Loader-root:not([aria-hidden]), .mantine-Skeleton-root[data-visible]") === null);
}

/** What axe-core finds on the page that is shown, of what keeps people out. */
async function graveFaults({ page }: Visit): Promise<string[]> {
    await page.evaluate(axe);
    const violations = await page.evaluate(async () => {
        interface Violation {
            id: string;
            impact: string;
            nodes: { html: string }[];
        }
        const { axe } = window as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
        return (await axe.run()).violations.map(({ id, impact, nodes }) => ({ id, impact, html: nodes.slice(0, 3).map(({ html }) => html) }));
    });
    const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    return grave.map(({ id, html }) => `${page.url()}: ${id}: ${html.join(" | ").slice(0, 400)}`);
}

for (const scheme of ["light", "dark"] as const) {
    test(`axe finds nothing serious on any page (${scheme})`, async () => {
        const visit = await Visit.begin({ scheme, bypassCSP: true });
        await visit.page.goto(`${url}/console/sign-in`);
        await visit.page.getByRole("button", { name: "Sign in" }).waitFor();
        const found = await graveFaults(visit);
        await visit.page.goto(`${url}/embed/example.html`);
        await visit.page.getByRole("heading", { level: 1 }).waitFor();
        found.push(...(await graveFaults(visit)));
        await visit.signIn(email, "/profile");
        for (const place of places) {
            await open(visit, place);
            found.push(...(await graveFaults(visit)));
        }
        assert.deepEqual(found, []);
        await visit.done();
    });
}

test("no page is wider than a phone", async () => {
    const visit = await Visit.signedIn(email, "/profile", { width: 360, height: 740 });
    const wide: string[] = [];
    for (const place of places) {
        await open(visit, place);
        const width = await visit.page.evaluate(() => document.documentElement.scrollWidth);
        if (width > 360) {
            wide.push(`${place}: ${width}`);
        }
    }
    assert.deepEqual(wide, []);
    await visit.done();
});

test("by keyboard alone one signs in, goes to an event, reads it, and leaves it where one was", async () => {
    const visit = await Visit.begin();
    const { page } = visit;
    await page.goto(`${url}/console/events`);
    await page.getByLabel("E-mail address").waitFor();
    await page.keyboard.type(email);
    await page.keyboard.press("Tab");
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press("Enter");
    await page.getByRole("table", { name: "Events" }).waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("path:/login");
    await page.keyboard.press("Enter");
    await page.waitForURL(/path=%2Flogin/);
    const focusedIn = (selector: string) => page.evaluate((wanted) => document.activeElement?.closest(wanted) != null, selector);
    for (let steps = 0; steps < 40 && !(await focusedIn("[data-index]")); steps += 1) {
        await page.keyboard.press("Tab");
    }
    assert.ok(await focusedIn("[data-index]"), "the row is reached by the Tab key");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").getByText("/data/post/password").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.waitForFunction(() => document.activeElement?.closest("[data-index]") != null);
    await visit.done();
});

/** Presses Tab until the focus is on something that reads so. */
async function tabTo({ page }: Visit, name: RegExp): Promise<void> {
    for (let steps = 0; steps < 60; steps += 1) {
        await page.keyboard.press("Tab");
        const read = await page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "");
        if (name.test(read)) {
            return;
        }
    }
    assert.fail(`the Tab key does not come to ${name}`);
}

test("by keyboard alone a session is ended", async () => {
    const own = await Tenant.create("keyboard");
    const session = await own.session({ user_id: "alice", user_agent: AGENTS[0] });
    const visit = await Visit.signedIn(await own.member("owner"), "/sessions");
    const { page } = visit;
    await page.getByText("Safari on iPhone").first().waitFor();
    await tabTo(visit, /^End session/);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").getByText(/signed out/).first().waitFor();
    await tabTo(visit, /^End session/);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    assert.equal(await own.isOpen(session.token), false);
    await visit.done();
});

test("whatever a visitor sends is text, and ten thousand rows of it scroll", async () => {
    const hostile = await Tenant.create("hostile");
    const owner = await hostile.member("viewer");
    const script = "<script>window.struck = true</script><img src=x onerror='window.struck = true'>";
    const nasty = { user_id: `${script}👩‍🚀‮مرحبا بالعالم`, user_agent: `${script} ${"A".repeat(1024)}` };
    const events = traffic(10_000, 2, new Date(), 3).map((event, index) =>
        index % 50 !== 49
            ? event
            : { ...event, ...nasty, url: undefined, host: "shop.example", path: `/${script}/🦩/שלום`, query: `q=${script}`, referrer: `https://x.example/${script}`, data: { [script]: { [script]: script } } },
    );
    await hostile.post(events);
    const visit = await Visit.signedIn(owner, "/events");
    const { page } = visit;
    const table = page.getByRole("table", { name: "Events" });
    await table.getByText("<script>").first().waitFor();
    const frames = await page.evaluate(async () => {
        const scroller = [...document.querySelectorAll("main *")].find((element) => element.scrollHeight > element.clientHeight + 500 && getComputedStyle(element).overflowY !== "visible") ?? document.scrollingElement;
        if (!scroller) {
            return [];
        }
        const times: number[] = [];
        let last = performance.now();
        // Until ten thousand rows have been on the screen, or nothing more comes for a while.
        for (let still = 0, top = -1; still < 300 && scroller.scrollTop < 10_000 * 38; ) {
            scroller.scrollTop += 900;
            await new Promise(requestAnimationFrame);
            times.push(performance.now() - last);
            last = performance.now();
            still = scroller.scrollTop === top ? still + 1 : 0;
            top = scroller.scrollTop;
        }
        return [scroller.scrollTop, ...times.sort((a, b) => a - b)];
    });
    const [reached = 0, ...times] = frames;
    assert.ok(reached > 9000 * 30, `scrolled ${reached} pixels`);
    const median = times[Math.floor(times.length / 2)] ?? Number.NaN;
    assert.ok(median < 160, `a frame takes ${median} ms`);
    for (const place of [`/?range=7d&user_id=${encodeURIComponent(nasty.user_id)}`, `/users/${encodeURIComponent(nasty.user_id)}`]) {
        await page.goto(`${url}/console${place}`);
        await page.getByText("<script>").first().waitFor();
    }
    assert.equal(await page.evaluate(() => "struck" in window), false);
    await visit.done();
});

test("no page of the console may load a script from elsewhere, or one that stands in it", async () => {
    const answer = await fetch(`${url}/console/`);
    const policy = answer.headers.get("content-security-policy") ?? "";
    const scripts = policy.split(";").map((part) => part.trim()).find((part) => part.startsWith("script-src"));
    assert.equal(scripts, "script-src 'self'");
    assert.doesNotMatch(await answer.text(), /<script(?![^>]*\ssrc=)/);
});
