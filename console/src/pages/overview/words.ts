/** What times, numbers and values are called on the overview. */
import { bytes, compact, number, percent } from "../../format";
import type { Bucket } from "./period";
import type { Point } from "./queries";

const locale = navigator.language;
const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });
const hour = new Intl.DateTimeFormat(locale, { hour: "numeric" });
const hasTwelveHours = clock.resolvedOptions().hour12 === true;
const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" });
const moment = new Intl.DateTimeFormat(locale, {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
});
const wholeDay = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" });

/** What the chart can show, with its name, as it is read and as it stands at the axis. */
export const METRICS = {
    hits: { label: "Page views", show: number, tick: compact },
    visitors: { label: "Visitors", show: number, tick: compact },
    errors: { label: "Errors", show: number, tick: compact },
    bytes: { label: "Data sent", show: bytes, tick: bytes },
} as const;

/** A name of something that the chart can show. */
export type Metric = keyof typeof METRICS;

/** All that the chart can show. */
export const METRIC_NAMES = Object.keys(METRICS) as Metric[];

/** A bucket of the chart: `Fri, 28 Nov, 14:15 – 14:30`, `Friday, 28 November`. */
export function bucketName({ at, until }: Point, bucket: Bucket): string {
    switch (bucket) {
        case "day":
            return wholeDay.format(at);
        case "week":
        case "month":
            return day.formatRange(at, until - 1);
        default:
            return moment.formatRange(at, until);
    }
}

/** A time below the chart: the day where one begins, and the clock within it, in few letters: `18:00`, `6 PM`. */
export function tickName(at: Date, bucket: Bucket): string {
    const isWhole = at.getMinutes() === 0;
    if ((isWhole && at.getHours() === 0) || bucket === "day" || bucket === "week" || bucket === "month") {
        return day.format(at);
    }
    return (isWhole && hasTwelveHours ? hour : clock).format(at);
}

/** How many page views. */
export const viewsName = (hits: number) => `${number(hits)} ${hits === 1 ? "page view" : "page views"}`;

/** From when until when. */
export function spanName(since: string, until: string): string {
    return moment.formatRange(new Date(since), new Date(until));
}

/** How a number differs from the one before: in words, and which way. */
export interface Change {
    way: "up" | "down" | "same";
    /** How much; all of it where there is no number to compare with. */
    words: string;
}

/** How a number differs from the one before; nothing when either is not known. */
export function change(now: number | undefined, before: number | undefined): Change | undefined {
    if (now === undefined || before === undefined) {
        return undefined;
    }
    if (before === 0) {
        return now === 0 ? { way: "same", words: "as before" } : { way: "up", words: "none before" };
    }
    const ratio = now / before - 1;
    if (Math.abs(ratio) < 0.0005) {
        return { way: "same", words: "as before" };
    }
    const words = ratio >= 10 ? `${number(Math.round(ratio + 1))}×` : percent(Math.abs(ratio));
    return { way: ratio > 0 ? "up" : "down", words };
}

const STATUSES: Record<string, string> = {
    200: "OK",
    201: "Created",
    202: "Accepted",
    204: "No content",
    206: "Partial content",
    301: "Moved permanently",
    302: "Found",
    303: "See other",
    304: "Not modified",
    307: "Temporary redirect",
    308: "Permanent redirect",
    400: "Bad request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not found",
    405: "Method not allowed",
    409: "Conflict",
    410: "Gone",
    413: "Content too large",
    422: "Unprocessable content",
    429: "Too many requests",
    500: "Internal server error",
    502: "Bad gateway",
    503: "Service unavailable",
    504: "Gateway timeout",
};

/** A status with what it means, if that is well known. */
export const statusName = (status: string) => (STATUSES[status] === undefined ? status : `${status} ${STATUSES[status]}`);

const KINDS: Record<string, string> = { browser: "Browsers", app: "Apps", bot: "Bots", tool: "Tools", unknown: "Unknown" };

/** A kind of program. */
export const kindName = (kind: string) => KINDS[kind] ?? kind;
