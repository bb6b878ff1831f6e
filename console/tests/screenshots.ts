/** Takes a picture of every page, light and dark, wide and narrow, into a folder. `make screenshots` runs it. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { otherOrigin, Tenant, url, Visit } from "./harness.js";
import { SECTIONS } from "./places.js";
import { AGENTS, randomOf, traffic, USERS } from "./traffic.js";

const folder = process.argv[2] ?? "docs/images";
mkdirSync(folder, { recursive: true });

const tenant = await Tenant.create("shop");
const random = randomOf(5);
const sessions: { id: string; user: string }[] = [];
for (const user of USERS) {
    for (let number = 0; number < (user === "alice" ? 4 : 1); number += 1) {
        const place = (0x100 + Math.floor(random() * 20)).toString(16);
        const agent = AGENTS[(number + Math.floor(random() * 6)) % 6];
        const { id } = await tenant.session({ user_id: user, ip: `2001:db8:${place}::7`, user_agent: agent });
        sessions.push({ id, user });
    }
}
const alices = sessions.filter(({ user }) => user === "alice").map(({ id }) => id);
await tenant.call("DELETE", `/v1/sessions/${alices[3]}`);
const views = traffic(20_000, 60, new Date()).map((event, index) =>
    event["user_id"] === "alice" ? { ...event, session_id: alices[index % 3], session_key: undefined } : event,
);
await tenant.post(views);
const posted = await tenant.call("POST", "/v1/events", {
    method: "POST",
    url: "https://shop.example/login?next=/cart&token=x7Gk2mQ9",
    status: 303,
    duration_ms: 84.2,
    user_id: "alice",
    session_id: alices[0],
    ip: "2001:db8:100::7",
    user_agent: AGENTS[0],
    referrer: "https://shop.example/cart",
    data: { post: { username: "alice", password: "correct horse" } },
});
await tenant.projected(posted["position"] as number);
const email = await tenant.member("owner");
await tenant.member("viewer", "Vera Bakker");

const PAGES: Record<string, string> = {
    overview: "/?range=30d",
    events: "/events",
    event: `/events?event=${posted["id"] as string}`,
    sessions: "/sessions",
    session: `/sessions/${alices[0]}`,
    user: "/users/alice",
    profile: "/profile",
    ...Object.fromEntries(SECTIONS.map((section) => [`settings-${section}`, `/settings/${section}`])),
};

/** Everything below the window is loaded when it comes near: once to the end and back. */
async function scrollThrough({ page }: Visit): Promise<void> {
    await page.evaluate(async () => {
        for (let top = 0; top < document.documentElement.scrollHeight; top += 400) {
            window.scrollTo(0, top);
            await new Promise(requestAnimationFrame);
        }
        window.scrollTo(0, 0);
    });
    await page.waitForLoadState("networkidle");
}

for (const scheme of ["light", "dark"] as const) {
    for (const [width, height, name] of [
        [1280, 800, "wide"],
        [360, 740, "narrow"],
    ] as const) {
        const shot = (visit: Visit, page: string, fullPage: boolean) =>
            visit.page.screenshot({ path: join(folder, `${page}-${scheme}-${name}.png`), fullPage });
        const visit = await Visit.begin({ scheme, width, height });
        await visit.page.goto(`${url}/console/sign-in`);
        await visit.page.getByRole("button", { name: "Sign in" }).waitFor();
        await shot(visit, "sign-in", false);
        await visit.signIn(email, "/profile");
        for (const [page, place] of Object.entries(PAGES)) {
            await visit.page.goto(`${url}/console${place}`);
            await visit.page.getByRole("heading", { level: 1 }).first().waitFor();
            await visit.page.waitForLoadState("networkidle");
            if (page === "overview") {
                await scrollThrough(visit);
            }
            await shot(visit, page, page === "overview");
        }
        const token = (await tenant.session({ user_id: "alice", ip: "2001:db8:100::7", user_agent: AGENTS[0] })).accessToken;
        const origin = await otherOrigin({
            "/": {
                type: "text/html",
                body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Your devices</title>
                    <meta name="color-scheme" content="light dark"><style>body { font: 16px system-ui, sans-serif; max-width: 720px; margin: 24px auto; padding: 0 16px }</style>
                    <script type="module" src="${url}/embed/sessions.js"></script></head>
                    <body><h1>Your devices</h1><gatebook-sessions base="${url}" token="${token}"></gatebook-sessions></body></html>`,
            },
            "/favicon.ico": { type: "image/x-icon", body: "" },
        });
        await tenant.call("PATCH", "/v1/tenant", { settings: { allowed_origins: [origin] } });
        await visit.page.goto(origin);
        await visit.page.getByText("This device").waitFor();
        await shot(visit, "embedded", true);
        await visit.done();
    }
}
process.exit(0);
