/**
 * A browser, tenants of one's own, and what a page said on its console: what every journey stands on. The API and the worker
 * run already (`scripts/console test`); each test makes a tenant, so tests do not see each other.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after } from "node:test";
import { gunzipSync } from "node:zlib";

import { type Browser, type BrowserContext, chromium, type Download, type Page } from "playwright-core";

/** Where the API is, and with it the console. */
export const url = setting("CONSOLE_TEST_URL");
const adminKey = setting("CONSOLE_TEST_ADMIN_KEY");

/** What every member of a test signs in with. */
export const PASSWORD = "correct horse battery";

function setting(name: string): string {
    const value = process.env[name];
    assert.ok(value, `${name} is not set: run scripts/console test`);
    return value;
}

let launched: Promise<Browser> | undefined;
after(async () => (await launched)?.close());

function browser(): Promise<Browser> {
    launched ??= chromium.launch({
        executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
        args: [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    });
    return launched;
}

type Json = Record<string, unknown>;

/** Asks the API as a program does, and fails on any refusal. */
async function call(token: string, method: string, path: string, body?: unknown): Promise<Json> {
    const answer = await fetch(url + path, {
        method,
        headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
        ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
    return text === "" ? {} : (JSON.parse(text) as Json);
}

/** A tenant of a test, with a key that may do everything. */
export class Tenant {
    private constructor(
        readonly slug: string,
        readonly key: string,
    ) {}

    static create(slug: string): Promise<Tenant> {
        return Tenant.createAs(`${slug}-${Math.random().toString(36).slice(2, 10)}`, `The ${slug}`);
    }

    /** One that has its slug for itself. */
    static async createAs(slug: string, name: string): Promise<Tenant> {
        const created = await call(adminKey, "POST", "/v1/tenants", { slug, name });
        return new Tenant(slug, (created["first_key"] as { token: string }).token);
    }

    call(method: string, path: string, body?: unknown): Promise<Json> {
        return call(this.key, method, path, body);
    }

    /** Adds a member who signs in with {@link PASSWORD}; returns the e-mail address. */
    async member(
        role: "owner" | "admin" | "viewer",
        name = "Ada Jansen",
        email = `${role}-${Math.random().toString(36).slice(2, 8)}@${this.slug}.example`,
    ): Promise<string> {
        await this.call("POST", "/v1/members", { email, name, role, password: PASSWORD });
        return email;
    }

    /** Posts page views and waits until every list finds them. */
    async post(events: Json[]): Promise<void> {
        let last = 0;
        for (let at = 0; at < events.length; at += 5000) {
            const batch = { events: events.slice(at, at + 5000) };
            const answer = await this.call("POST", "/v1/events/batch", batch);
            assert.equal(answer["accepted"], batch.events.length, JSON.stringify(answer["results"]));
            last = answer["last_position"] as number;
        }
        await this.projected(last);
    }

    /** Waits until the read model has come to a position. */
    async projected(position: number): Promise<void> {
        for (;;) {
            const answer = await fetch(`${url}/v1/events?limit=1&fresh=${position}&wait_ms=10000`, {
                headers: { Authorization: `Bearer ${this.key}` },
            });
            if (answer.status !== 503) {
                assert.equal(answer.status, 200, await answer.text());
                return;
            }
        }
    }

    /** How many page views of the last weeks fit a query. */
    async countViews(query: string): Promise<number> {
        const since = new Date(Date.now() - 20 * 86_400_000).toISOString();
        const counted = await this.call("GET", `/v1/stats/summary?${query}&since=${since}`);
        return (counted["current"] as { hits: number }).hits;
    }

    /** Starts a session; returns its id and its tokens. */
    async session(body: Json): Promise<{ id: string; token: string; accessToken: string }> {
        const issued = await this.call("POST", "/v1/sessions", body);
        const id = (issued["session"] as { id: string }).id;
        return { id, token: issued["token"] as string, accessToken: issued["access_token"] as string };
    }

    /** Whether a session's token still opens anything. */
    async isOpen(token: string): Promise<boolean> {
        return (await this.call("POST", "/v1/sessions/introspect", { token }))["active"] === true;
    }
}

export interface View {
    scheme?: "light" | "dark";
    width?: number;
    height?: number;
    /** Reload past the policy: for axe-core, which a page's policy would refuse. */
    bypassCSP?: boolean;
    /** Which way the documents say that they are written. */
    direction?: "ltr" | "rtl";
    /** What the browser says it is; without it, what it is. */
    userAgent?: string;
    /** The language of who looks, with how they write times. */
    locale?: string;
}

/** A page of a new browser profile, which fails the test by {@link Visit.done} for every error on its console. */
export class Visit {
    private constructor(
        readonly page: Page,
        private readonly context: BrowserContext,
        private readonly errors: string[],
    ) {}

    static async begin(view: View = {}): Promise<Visit> {
        const { scheme = "light", width = 1280, height = 800, bypassCSP = false, direction = "ltr", userAgent, locale = "en-GB" } = view;
        const context = await (await browser()).newContext({
            viewport: { width, height },
            colorScheme: scheme,
            reducedMotion: "reduce",
            locale,
            timezoneId: "Europe/Amsterdam",
            acceptDownloads: true,
            bypassCSP,
            ...(userAgent !== undefined && { userAgent }),
        });
        await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: url });
        if (direction === "rtl") {
            // When the document is read, and before the first of its modules is run.
            await context.addInitScript(() => document.addEventListener("readystatechange", () => (document.documentElement.dir = "rtl"), { once: true }));
        }
        const page = await context.newPage();
        page.setDefaultTimeout(30_000);
        const errors: string[] = [];
        page.on("console", (message) => {
            // The browser itself writes a line for each refusal; the page has to show it, and journeys look for that.
            if (message.type() === "error" && !/Failed to load resource: the server responded with a status of/.test(message.text())) {
                errors.push(message.text());
            }
        });
        page.on("pageerror", (error) => errors.push(String(error)));
        return new Visit(page, context, errors);
    }

    /** A page on which a member has signed in, at a place of the console. */
    static async signedIn(email: string, place = "/", view: View = {}): Promise<Visit> {
        const visit = await Visit.begin(view);
        await visit.signIn(email, place);
        return visit;
    }

    /** Opens a place of the console, signs in there, and waits until the place is shown. */
    async signIn(email: string, place = "/"): Promise<void> {
        await this.page.goto(`${url}/console${place}`);
        await this.page.getByLabel("E-mail address").fill(email);
        await this.page.getByLabel("Password", { exact: true }).fill(PASSWORD);
        await this.page.getByRole("button", { name: "Sign in" }).click();
        await this.page.getByRole("navigation", { name: "Pages" }).waitFor({ state: "attached" });
    }

    /** The same without a mouse. The field of the address has the focus by itself. */
    async signInByKeyboard(email: string, place: string): Promise<void> {
        await this.page.goto(`${url}/console${place}`);
        await hasFocus(this.page, "textbox", "E-mail address");
        await this.page.keyboard.type(email);
        await this.page.keyboard.press("Tab");
        await this.page.keyboard.type(PASSWORD);
        await this.page.keyboard.press("Enter");
        await this.page.getByRole("navigation", { name: "Pages" }).waitFor({ state: "attached" });
    }

    /** Ends the visit; nothing may have gone wrong on the page but what was meant to. */
    async done(meant?: RegExp): Promise<void> {
        await this.context.close();
        assert.deepEqual(this.errors.filter((error) => !meant?.test(error)), []);
    }
}

/** Carries out the first request to an address, and keeps its answer back until it is let go. */
export function holdAnswer(page: Page, address: string) {
    let letGo = () => {};
    const mayGo = new Promise<void>((then) => (letGo = then));
    const isHeld = new Promise<void>((then) => {
        void page.route(address, async (route) => {
            const response = await route.fetch();
            then();
            await mayGo;
            await route.fulfill({ response });
        }, { times: 1 });
    });
    return { isHeld, letGo: () => letGo() };
}

/** Waits until a page is shown, and its address stands in the window. */
export async function isAt(page: Page, path: string, heading: string): Promise<void> {
    await page.getByRole("heading", { name: heading, exact: true }).waitFor();
    await page.waitForURL((at) => at.pathname === `/console${path}`);
}

/** Goes back, and waits until the page was held. Runs in the page. */
export function heldBack(): Promise<void> {
    const { pushState } = window.history;
    return new Promise((then) => {
        window.history.pushState = (...entry) => {
            window.history.pushState = pushState;
            window.history.pushState(...entry);
            // After what is asked later.
            setTimeout(() => setTimeout(then));
        };
        window.history.back();
    });
}

type Role = Parameters<Page["getByRole"]>[0];

/** What has a role and a name. */
const called = (page: Page, role: Role, name: string | RegExp) => page.getByRole(role, { name, exact: true });

/** Waits until something has the focus without anybody going there. */
export async function hasFocus(page: Page, role: Role, name: string | RegExp): Promise<void> {
    await called(page, role, name).and(page.locator(":focus")).waitFor();
}

/** Keys pressed before it counts as out of reach: more than any page has places to stop at. */
const STEPS_MAX = 120;

/** Presses Tab, or Shift+Tab, until something has the focus. Fails with all that had it instead. */
export async function tabTo(page: Page, role: Role, name: string | RegExp, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
    const wanted = called(page, role, name);
    await wanted.first().waitFor();
    const passed = new Set<string>();
    for (let steps = 0; steps < STEPS_MAX; steps += 1) {
        await page.keyboard.press(key);
        if ((await wanted.and(page.locator(":focus")).count()) > 0) {
            return;
        }
        passed.add(await page.evaluate(focused));
    }
    assert.fail(`${key} does not come to the ${role} ${name}, but to: ${[...passed].join(" | ")}`);
}

/** What has the focus, for people: inside of elements with a tree of their own, too. Runs in the page. */
function focused(): string {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) {
        element = element.shadowRoot.activeElement;
    }
    const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])].map((label) => label.textContent).join(" ") : "";
    const name = element?.getAttribute("aria-label") ?? (labels || element?.textContent);
    return `${element?.tagName.toLowerCase()} ${name?.trim().slice(0, 60)}`;
}

/** How many rows a packed CSV file has below its heads. */
export async function rowsOf(download: Download): Promise<number> {
    const text = gunzipSync(readFileSync(await download.path())).toString();
    return text.trimEnd().split(/\r?\n/).length - 1;
}

/** Serves a page of another origin until the test file ends; returns its origin. */
export async function otherOrigin(files: Record<string, { type: string; body: string | Buffer }>): Promise<string> {
    const server: Server = createServer((request, response) => {
        const file = files[new URL(request.url ?? "/", "http://x").pathname];
        response.writeHead(file ? 200 : 404, { "Content-Type": file?.type ?? "text/plain" });
        response.end(file?.body ?? "");
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    after(() => server.close());
    // Another host than the API's, so that cookies and origins differ as they do between sites.
    return `http://localhost:${(server.address() as AddressInfo).port}`;
}
