/** What is asked for, as it stands in the address of a page: one language for the overview, events and exports. */
import { useMemo } from "react";
import { useLocation, useSearch } from "wouter";

import { fitsPath } from "./api";

/** The filters of the API that a page can have, in the order of their chips, with their names for people. */
export const FILTERS = {
    text: "Text",
    path: "Path",
    method: "Method",
    status: "Status",
    user_id: "User",
    session_id: "Session",
    ip: "Address",
    country: "Country",
    city: "City",
    referrer: "Referrer",
    search: "Search",
    browser: "Browser",
    platform: "Platform",
    kind: "Kind",
    type: "Type",
} as const;

/** A name of a filter. */
export type FilterName = keyof typeof FILTERS;

/** Filters by name. */
export type Filters = Partial<Record<FilterName, string>>;

const MINUTE = 60_000;

/** Periods that end now, by the name they have in an address, and how finely each is drawn. */
export const RANGES = {
    "1h": { label: "Last hour", seconds: 3600, bucket: "minute" },
    "24h": { label: "Last 24 hours", seconds: 86_400, bucket: "quarter_hour" },
    "7d": { label: "Last 7 days", seconds: 7 * 86_400, bucket: "hour" },
    "30d": { label: "Last 30 days", seconds: 30 * 86_400, bucket: "day" },
    "90d": { label: "Last 90 days", seconds: 90 * 86_400, bucket: "day" },
} as const;

/** How long a bucket is that is no part of the calendar, in milliseconds. */
export const CLOCK = { minute: MINUTE, quarter_hour: 15 * MINUTE, hour: 60 * MINUTE } as const;

/** A name of a period that ends now. */
export type RangeName = keyof typeof RANGES;

/** A period: one that ends now, one between two times (RFC 3339), or all that is kept. */
export type Range = { name: RangeName } | { since: string; until: string } | { name: "all" };

/** What a page asks for. */
export interface Asked {
    filters: Filters;
    range: Range;
}

const NAMES = Object.keys(FILTERS) as FilterName[];

/** What the query of an address asks for. Names that are not known are left out. */
export function read(query: URLSearchParams, standard: Range): Asked {
    const filters: Filters = {};
    for (const name of NAMES) {
        const value = query.get(name);
        if (value) {
            filters[name] = value;
        }
    }
    return { filters, range: readRange(query, standard) };
}

function readRange(query: URLSearchParams, standard: Range): Range {
    const name = query.get("range");
    if (name === "all") {
        return { name };
    }
    if (name !== null && Object.hasOwn(RANGES, name)) {
        return { name: name as RangeName };
    }
    const since = time(query.get("since"));
    const until = time(query.get("until"));
    return since && until && since < until ? { since, until } : standard;
}

function time(text: string | null): string | undefined {
    const parsed = text === null ? Number.NaN : Date.parse(text);
    return Number.isNaN(parsed) ? undefined : new Date(parsed).toISOString();
}

/** The query of an address that asks for this; begins with `?`, or is empty. */
export function write({ filters, range }: Asked): string {
    const query = new URLSearchParams();
    for (const name of NAMES) {
        const value = filters[name];
        if (value) {
            query.set(name, value);
        }
    }
    if ("name" in range) {
        query.set("range", range.name);
    } else {
        query.set("since", range.since);
        query.set("until", range.until);
    }
    return `?${query.toString()}`;
}

/** The times that the API is asked for. A period that ends now has no end: nothing is behind it. */
export function times(range: Range, now: Date): { since?: string; until?: string } {
    if (!("name" in range)) {
        return { since: range.since, until: range.until };
    }
    if (range.name === "all") {
        return {};
    }
    return { since: beginning(range.name, now).toISOString() };
}

/**
 * When a period begins that ends now: where a bucket does, by the viewer's clock. So the first is whole, what begins with
 * a quarter of an hour is answered from roll-ups, and lists have as many page views as the figures say.
 */
export function beginning(name: RangeName, now: Date): Date {
    const { seconds, bucket } = RANGES[name];
    const at = new Date(now.getTime() - seconds * 1000);
    if (bucket === "day") {
        at.setHours(0, 0, 0, 0);
        return at;
    }
    const step = CLOCK[bucket];
    const offset = at.getTimezoneOffset() * MINUTE;
    return new Date(Math.floor((at.getTime() - offset) / step) * step + offset);
}

/**
 * The query of the address. The router unpacks it twice, which makes another user of one who is called `a%2Fb`; it only says
 * that there is another query.
 */
export function useQueryOfAddress(): URLSearchParams {
    const search = useSearch();
    return useMemo(() => new URLSearchParams(search && window.location.search), [search]);
}

/** What the page that is shown asks for, and how to ask for something else. */
export function useAsked(standard: Range) {
    const query = useQueryOfAddress();
    const [path, go] = useLocation();
    const text = query.toString();
    return useMemo(() => {
        const asked = read(new URLSearchParams(text), standard);
        const href = (changed: Partial<Asked>) => `${path}${write({ ...asked, ...changed })}`;
        return {
            ...asked,
            /** The address of this page with something else asked for. */
            href,
            /** Goes there. */
            ask: (changed: Partial<Asked>) => go(href(changed)),
            /** Asks for a filter, or without it. */
            set: (name: FilterName, value: string | undefined) => {
                const { [name]: _, ...others } = asked.filters;
                go(href({ filters: value ? { ...others, [name]: value } : others }));
            },
        };
    }, [text, path, go, standard]);
}

/** The address of the events with these filters. */
export function eventsHref(filters: Filters, range: Range = { name: "all" }): string {
    return `/events${write({ filters, range })}`;
}

/** The address of a user's page. Who has none is shown by their events. */
export function userHref(user: string): string {
    return fitsPath(user) ? `/users/${encodeURIComponent(user)}` : eventsHref({ user_id: user });
}

/** The address of a session's page. */
export function sessionHref(session: string): string {
    return `/sessions/${encodeURIComponent(session)}`;
}
