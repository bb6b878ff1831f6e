/** Every page: for whom uses a reader or the keyboard, on a phone, in the dark, and with whatever visitors send. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { before, test } from "node:test";

import { Tenant, url, Visit } from "./harness.js";
import { SECTIONS } from "./places.js";
import { AGENTS, traffic } from "./traffic.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

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

/** What axe-core only advises, and holds here all the same: whoever reads by ear goes from heading to heading. */
const HEADINGS = ["heading-order", "page-has-heading-one", "empty-heading"];

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
    const grave = violations.filter(({ id, impact }) => impact === "serious" || impact === "critical" || HEADINGS.includes(id));
    return grave.map(({ id, html }) => `${page.url()}: ${id}: ${html.join(" | ").slice(0, 400)}`);
}

/** What is wrong with the sign-in and every page behind it, one after the other. */
async function faults(visit: Visit, of: (visit: Visit) => Promise<string[]>): Promise<string[]> {
    await visit.page.goto(`${url}/console/sign-in`);
    await visit.page.getByRole("button", { name: "Sign in" }).waitFor();
    const found = await of(visit);
    await visit.signIn(email, "/profile");
    for (const place of places) {
        await open(visit, place);
        found.push(...(await of(visit)));
    }
    return found;
}

/** By how much the page is wider than its window. */
async function overflow({ page }: Visit): Promise<string[]> {
    const [width, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth] as const);
    return width > window ? [`${page.url()}: ${width} pixels wide`] : [];
}

for (const scheme of ["light", "dark"] as const) {
    test(`axe finds nothing serious on any page (${scheme})`, async () => {
        const visit = await Visit.begin({ scheme, bypassCSP: true });
        await visit.page.goto(`${url}/embed/example.html`);
        await visit.page.getByRole("heading", { level: 1 }).waitFor();
        const found = await graveFaults(visit);
        found.push(...(await faults(visit, graveFaults)));
        assert.deepEqual(found, []);
        await visit.done();
    });
}

test("no page is wider than a phone", async () => {
    const visit = await Visit.begin({ width: 360, height: 740 });
    assert.deepEqual(await faults(visit, overflow), []);
    await visit.done();
});

for (const width of [360, 1280]) {
    test(`from right to left no page is wider than ${width} pixels, and axe finds nothing serious`, async () => {
        const visit = await Visit.begin({ width, direction: "rtl", bypassCSP: true });
        const found = await faults(visit, async () => [...(await overflow(visit)), ...(await graveFaults(visit))]);
        assert.deepEqual(found, []);
        const person = await visit.page.getByRole("button", { name: /: profile and sign-out$/ }).boundingBox();
        assert.ok(person !== null && person.x < width / 2, "what stands at the end of a line stands on the left");
        await visit.done();
    });
}

/** More rows are never in the page, however many are loaded: that is what keeps scrolling smooth. */
const ROWS_AT_ONCE = 100;

/** Scrolls on by one step, and says whether all is loaded. Runs in the page. */
function isAtEnd(list: Element): boolean {
    list.scrollTop += 900;
    return /The end: /.test(list.lastElementChild?.textContent ?? "");
}

/** Scrolls up and down by much more than is in sight, several times within a frame; says how many rows there were at most. */
async function scrollFast(list: Element): Promise<number> {
    let most = 0;
    for (let frame = 0; frame < 200; frame += 1) {
        for (const share of [frame / 200, 1 - frame / 200, ((frame * 37) % 200) / 200]) {
            list.scrollTop = share * list.scrollHeight;
            list.dispatchEvent(new Event("scroll"));
        }
        await new Promise(requestAnimationFrame);
        most = Math.max(most, list.querySelectorAll("[data-index]").length);
    }
    return most;
}

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
    const list = await page.getByRole("region", { name: "List of events" }).elementHandle();
    assert.ok(list);
    await page.waitForFunction(isAtEnd, list, { polling: "raf", timeout: 180_000 });
    // With what the log has of itself: that the tenant was made, and its member.
    await page.getByText(/^The end: 10,00\d events/).waitFor();
    const most = await list.evaluate(scrollFast);
    assert.ok(most < ROWS_AT_ONCE, `${most} rows are in the page at once`);
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

test("a dot stands between what it parts, whichever way that is written", async () => {
    const visit = await Visit.signedIn(email, "/profile");
    const { page } = visit;
    await page.route("**/v1/sessions/*/events*", async (route) => {
        const answer = await route.fetch();
        await route.fulfill({ response: answer, body: (await answer.text()).replaceAll(/"location":"[^"]*"/g, '"location":"תל אביב"') });
    });
    await page.goto(`${url}/console${places.find((place) => place.startsWith("/sessions/"))}`);
    const parts = page.locator(".dotted", { hasText: "תל אביב" }).locator("> * + *");
    await parts.first().waitFor();
    const sides = await parts.evaluateAll((all) => all.map((each) => parseFloat(getComputedStyle(each, "::before").left)));
    assert.ok(sides.length > 0 && sides.every((left) => left < 0), `${sides}`);
    await visit.done();
});

test("from right to left times and figures are read as they are written", async () => {
    const mixed = await Tenant.create("mixed");
    const email = await mixed.member("viewer");
    await mixed.post([{ ...traffic(1, 1, new Date())[0], duration_ms: 175 }]);
    const visit = await Visit.begin({ width: 1600, direction: "rtl", locale: "en-US" });
    const { page } = visit;
    await visit.signIn(email, "/events?kind=browser");
    const row = page.getByRole("table", { name: "Events" }).getByRole("row").nth(1);
    assert.deepEqual(await row.locator("time").evaluate(ends), "left to right");
    assert.deepEqual(await row.locator(".col-duration").evaluate(ends), "left to right");
    await page.goto(`${url}/console/?range=7d`);
    const figure = page.locator("dl > div", { has: page.getByText("Data sent", { exact: true }) }).locator("dd").first();
    await figure.locator("bdi").waitFor();
    assert.deepEqual(await figure.evaluate(ends), "left to right");
    await visit.done();
});

/** Which way the text of an element is read: by where its first and its last letter stand. Runs in the page. */
function ends(element: Element): string {
    const texts: Text[] = [];
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        texts.push(walker.currentNode as Text);
    }
    const place = (text: Text | undefined, at: number) => {
        const range = document.createRange();
        if (text !== undefined) {
            range.setStart(text, at);
            range.setEnd(text, at + 1);
        }
        return range.getBoundingClientRect().left;
    };
    const last = texts.at(-1);
    return place(texts[0], 0) < place(last, (last?.length ?? 1) - 1) ? "left to right" : "right to left";
}

test("on a phone the times below the chart do not run into each other, by a clock of twelve hours too", async () => {
    for (const locale of ["en-US", "en-GB"]) {
        const visit = await Visit.begin({ width: 360, height: 740, locale });
        const { page } = visit;
        await visit.signIn(email, "/profile");
        for (const range of ["1h", "24h", "7d", "30d", "90d"]) {
            await page.goto(`${url}/console/?range=${range}`);
            const times = page.getByRole("slider").locator("svg > text");
            await times.first().waitFor();
            const boxes = await times.evaluateAll((all) => all.map((each) => each.getBoundingClientRect()).map(({ left, right }) => ({ left, right })));
            assert.ok(boxes.length >= 2, `${range}: ${boxes.length} times`);
            for (const [index, { left }] of boxes.entries()) {
                const before = boxes[index - 1];
                assert.ok(before === undefined || left - before.right >= 4, `${locale}, ${range}: ${JSON.stringify(boxes)}`);
            }
        }
        await visit.done();
    }
});
