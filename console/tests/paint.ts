/**
 * What the first look costs: the scripts that a browser fetches, and the time until the overview of a tenant with many events is
 * painted, on an empty cache. `scripts/console bench` runs it; `--events N` says how many.
 */
import { Tenant, url, Visit } from "./harness.js";
import { traffic } from "./traffic.js";

const ROUNDS = 7;
const EVENTS = Number(process.argv[2] ?? 1_000_000);
const POSTED_AT_ONCE = 100_000;

const tenant = await Tenant.create("paint");
for (let posted = 0; posted < EVENTS; posted += POSTED_AT_ONCE) {
    await tenant.post(traffic(Math.min(POSTED_AT_ONCE, EVENTS - posted), 30, new Date(), posted));
}
const email = await tenant.member("owner");

interface Look {
    /** Milliseconds from the navigation to the last of the figures and the chart. */
    painted: number;
    /** Bytes of scripts as they came over the wire. */
    scripts: number;
}

async function look(range: string): Promise<Look> {
    const visit = await Visit.signedIn(email, "/profile");
    const { page } = visit;
    await page.goto("about:blank");
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("Network.enable");
    await cdp.send("Network.setCacheDisabled", { cacheDisabled: true });
    let scripts = 0;
    const kinds = new Map<string, string>();
    cdp.on("Network.responseReceived", ({ requestId, type }) => kinds.set(requestId, type));
    cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
        scripts += kinds.get(requestId) === "Script" ? encodedDataLength : 0;
    });
    const began = performance.now();
    await page.goto(`${url}/console/?range=${range}`, { waitUntil: "commit" });
    // What the figures are compared with is said when they are there; the chart can be walked along.
    await page.getByText(/compared with/).waitFor();
    await page.getByRole("slider").first().waitFor();
    const painted = performance.now() - began;
    await page.waitForLoadState("networkidle");
    await visit.done();
    return { painted, scripts };
}

const middle = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const ranges = ["24h", "30d"];
// The first look of all is the browser's own beginning, and does not count. Ranges take turns, so that what PostgreSQL does after
// so many rows came at once meets both.
await look("7d");
const looks = new Map<string, Look[]>(ranges.map((range) => [range, []]));
for (let round = 0; round < ROUNDS; round += 1) {
    for (const range of ranges) {
        looks.get(range)?.push(await look(range));
    }
}
console.log(`| figure, ${EVENTS.toLocaleString("en")} events over 30 days | median | each | wanted |\n|---|---|---|---|`);
for (const [range, of] of looks) {
    const painted = of.map(({ painted }) => painted);
    const each = painted.map((time) => time.toFixed(0)).join(", ");
    console.log(`| overview painted (${range}, empty cache) | ${middle(painted).toFixed(0)} ms | ${each} ms | ≤ 1,000 ms |`);
    const kilobytes = Math.max(...of.map(({ scripts }) => scripts)) / 1024;
    console.log(`| scripts of that, packed | ${kilobytes.toFixed(1)} KiB | | ≤ 250 KiB |`);
}
process.exit(0);
