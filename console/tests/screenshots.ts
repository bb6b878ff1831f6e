/** Takes a picture of every page, light and dark, wide and narrow, into a folder. `make screenshots` runs it. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import type { Page } from "playwright-core";

import { otherOrigin, Tenant, url, Visit } from "./harness.js";
import { SECTIONS } from "./places.js";
import { AGENTS, randomOf, traffic, USERS, view } from "./traffic.js";

const folder = process.argv[2] ?? "docs/images";
mkdirSync(folder, { recursive: true });

const tenant = await Tenant.createAs("shop", "The shop");
await tenant.call("PATCH", "/v1/tenant", { settings: { retention_days: 90 } });
await tenant.post(traffic(21_000, 62, new Date()));

/** Starts a session and looks at pages with it. */
async function browse(user: string, agent: string, place: number, paths: readonly string[]) {
    const who = { user_id: user, ip: `2001:db8:${place.toString(16)}::7`, user_agent: agent };
    const session = await tenant.session(who);
    const views = paths.map((path, index) => view(path, { ...who, session_id: session.id, duration_ms: 30 + 7 * index, bytes_sent: 14_000 }));
    await tenant.post(views);
    return session;
}

const random = randomOf(5);
for (const [index, user] of USERS.slice(1).entries()) {
    const { id } = await browse(user, AGENTS[index % AGENTS.length] ?? "", 0x100 + Math.floor(random() * 20), ["/", "/shoes"]);
    if (index % 4 === 2) {
        await tenant.call("DELETE", `/v1/sessions/${id}`);
    }
}
const [iPhone, , mac] = AGENTS;
const old = await browse("alice", AGENTS[4], 0x10d, ["/", "/account"]);
await tenant.call("DELETE", `/v1/sessions/${old.id}`);
await browse("alice", mac, 0x101, ["/", "/coats", "/coats/parka", "/cart"]);
const alices = await browse("alice", iPhone, 0x100, ["/", "/search?q=rain%20boots", "/shoes/rain-boots", "/cart", "/checkout"]);
const posted = await tenant.call("POST", "/v1/events", {
    method: "POST",
    url: "https://shop.example/login?next=/cart&token=x7Gk2mQ9",
    status: 303,
    duration_ms: 84.2,
    user_id: "alice",
    session_id: alices.id,
    ip: "2001:db8:100::7",
    user_agent: iPhone,
    referrer: "https://shop.example/cart",
    data: { post: { username: "alice", password: "correct horse" } },
});
await tenant.projected(posted["position"] as number);
const email = await tenant.member("owner", "Ada Jansen", "ada@shop.example");
await tenant.member("viewer", "Vera Bakker", "vera@shop.example");

const PAGES: Record<string, string> = {
    overview: "/?range=30d",
    events: "/events",
    event: `/events?event=${posted["id"] as string}`,
    sessions: "/sessions",
    session: `/sessions/${alices.id}`,
    user: "/users/alice",
    profile: "/profile",
    ...Object.fromEntries(SECTIONS.map((section) => [`settings-${section}`, `/settings/${section}`])),
};

/** Opens a page in a window in which all of it has room, and makes that as high as the page is. */
async function openWhole({ page }: Visit, place: string, width: number, least: number): Promise<void> {
    await page.setViewportSize({ width, height: ROOM });
    await open(page, place);
    await page.setViewportSize({ width, height: least });
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width, height });
}

async function open(page: Page, place: string): Promise<void> {
    await page.goto(`${url}/console${place}`);
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    await page.waitForLoadState("networkidle");
}

/** In pixels; the overview of a phone is the longest page. */
const ROOM = 6_000;

/** Pages that go on as long as there are events or sessions: as high as a window. */
const ENDLESS = new Set(["events", "event", "sessions", "session", "user"]);

interface Look {
    scheme: "light" | "dark";
    width: number;
    height: number;
    name: string;
}

const LOOKS: Look[] = (["light", "dark"] as const).flatMap((scheme) => [
    { scheme, width: 1280, height: 800, name: `${scheme}-wide` },
    { scheme, width: 360, height: 740, name: `${scheme}-narrow` },
]);

function shot({ page }: Visit, of: string, { name }: Look, fullPage = false): Promise<Buffer> {
    return page.screenshot({ path: join(folder, `${of}-${name}.png`), fullPage });
}

for (const look of LOOKS) {
    const { width, height } = look;
    const visitor = await Visit.begin({ ...look, userAgent: mac });
    await visitor.page.goto(`${url}/console/sign-in`);
    await visitor.page.getByRole("button", { name: "Sign in" }).waitFor();
    await shot(visitor, "sign-in", look);
    await visitor.signIn(email, "/profile");
    for (const [page, place] of Object.entries(PAGES)) {
        if (ENDLESS.has(page)) {
            await open(visitor.page, place);
        } else {
            await openWhole(visitor, place, width, height);
        }
        await shot(visitor, page, look);
        await visitor.page.setViewportSize({ width, height });
    }
    // The next one is on one device, too.
    await visitor.page.getByRole("button", { name: /Ada Jansen: profile/ }).click();
    await visitor.page.getByRole("menuitem", { name: "Sign out" }).click();
    await visitor.page.getByRole("button", { name: "Sign in" }).waitFor();
    await visitor.done();
}

const origin = await otherOrigin({
    "/": {
        type: "text/html",
        body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Your devices</title>
            <meta name="color-scheme" content="light dark"><style>body { font: 16px system-ui, sans-serif; max-width: 720px; margin: 24px auto; padding: 0 16px }</style>
            <script type="module" src="${url}/embed/sessions.js"></script></head>
            <body><h1>Your devices</h1><gatebook-sessions base="${url}" token="${alices.accessToken}"></gatebook-sessions></body></html>`,
    },
    "/favicon.ico": { type: "image/x-icon", body: "" },
});
await tenant.call("PATCH", "/v1/tenant", { settings: { allowed_origins: [origin] } });
for (const look of LOOKS) {
    const visitor = await Visit.begin(look);
    await visitor.page.goto(origin);
    await visitor.page.getByText("This device").waitFor();
    await shot(visitor, "embedded", look, true);
    await visitor.done();
}
process.exit(0);
