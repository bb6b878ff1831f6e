/** Made-up visitors of a made-up shop. Their addresses are those reserved for documentation (RFC 3849); nobody has them. */

type Json = Record<string, unknown>;

const PATHS = ["/", "/shoes", "/shoes/rain-boots", "/coats", "/coats/parka", "/cart", "/checkout", "/stores", "/help", "/account", "/returns", "/gift-cards"];
const SEARCHES = ["rain boots", "parka 48", "gift card", "return", "schoenen maat 43", "warm gloves", "wool socks", "umbrella"];
const REFERRERS = [
    "https://www.google.com/",
    "https://duckduckgo.com/",
    "https://news.example/winter",
    "https://www.bing.com/",
    "https://social.example/@shop",
    "https://mail.example/",
];
export const AGENTS = [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
    "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0",
] as const;
const BOTS = [
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "curl/8.5.0",
];
export const USERS = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi", "ivan", "judy", "mallory", "niaj"] as const;

/** Numbers that look random and are the same each time (mulberry32). */
export function randomOf(seed: number): () => number {
    let state = seed >>> 0;
    return () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(state ^ (state >>> 15), state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
}

function one<T>(random: () => number, all: readonly T[], skew = 1): T {
    return all[Math.floor(random() ** skew * all.length)] as T;
}

/** An address in one of the twenty places of `tests/fixtures/geoip/world.mmdb`, the first of them most often; some are in none. */
function address(random: () => number): string {
    const place = Math.floor(random() ** 2.4 * 21);
    const host = 1 + Math.floor(random() * 400);
    return `2001:db8:${(0x100 + place).toString(16)}::${host.toString(16)}`;
}

/** A page view from an iPhone in Zwolle. */
export function view(path: string, more: Json = {}): Json {
    return { method: "GET", url: `https://shop.example${path}`, status: 200, ip: "2001:db8:100::7", user_agent: AGENTS[0], ...more };
}

/** Page views, oldest first, over the days before `until`; busier by day than by night, and busier each week. */
export function traffic(count: number, days: number, until: Date, seed = 1): Json[] {
    const random = randomOf(seed);
    const events: { at: number; event: Json }[] = [];
    while (events.length < count) {
        const share = random() ** 0.8;
        const at = until.getTime() - (1 - share) * days * 86_400_000;
        const hour = new Date(at).getUTCHours();
        if (random() > 0.35 + 0.65 * Math.sin((Math.PI * ((hour + 20) % 24)) / 24)) {
            continue;
        }
        const isBot = random() < 0.06;
        const searched = !isBot && random() < 0.12 ? one(random, SEARCHES, 2) : undefined;
        const status = random();
        const user = isBot || random() < 0.55 ? undefined : one(random, USERS, 1.6);
        events.push({
            at,
            event: {
                occurred_at: new Date(at).toISOString(),
                method: random() < 0.92 ? "GET" : "POST",
                url: `https://shop.example${searched === undefined ? one(random, PATHS, 1.8) : `/search?q=${encodeURIComponent(searched)}`}`,
                status: status < 0.93 ? 200 : status < 0.96 ? 302 : status < 0.985 ? 404 : status < 0.995 ? 403 : 500,
                duration_ms: Math.round(10 ** (1 + random() * 1.6 + (random() < 0.03 ? 1 : 0)) * 10) / 10,
                bytes_sent: Math.floor(2000 + random() * 60_000),
                ip: address(random),
                user_agent: isBot ? one(random, BOTS) : one(random, AGENTS, 1.4),
                ...(random() < 0.4 && { referrer: one(random, REFERRERS, 1.7) }),
                ...(user !== undefined && { user_id: user }),
                session_key: user ?? `visitor-${Math.floor(random() * 4000)}`,
            },
        });
    }
    return events.sort((a, b) => a.at - b.at).map(({ event }) => event);
}
