/** Which times the statistics are asked for, and how finely. */
import type { Schemas } from "../../api";
import { beginning, CLOCK, RANGES, type Range } from "../../filter";

/** How long a bucket of the chart is. */
export type Bucket = Schemas["StatsBucket"];

/** A period, how finely it is drawn, and how far back the one lies that it is compared with. */
export interface Period {
    since: Date;
    /** Nothing for a period that ends now. */
    until?: Date;
    bucket: Bucket;
    back: Shift;
}

/** A step back in time: so long, or so many days of the calendar, which may have 23 or 25 hours. */
type Shift = { ms: number } | { days: number };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The period that a range means at a time. */
export function period(range: Range, now: Date): Period {
    if ("name" in range) {
        const name = range.name === "all" ? "90d" : range.name;
        const { seconds, bucket } = RANGES[name];
        const ms = seconds * 1000;
        return { since: beginning(name, now), bucket, back: bucket === "day" ? { days: ms / DAY } : { ms } };
    }
    const [since, until] = [new Date(range.since), new Date(range.until)];
    const length = until.getTime() - since.getTime();
    const bucket = suitable(length);
    return { since, until, bucket, back: whole(length, bucket) };
}

/** After how many milliseconds, at least, the statistics of a range are asked for again; not at all once it is over. */
export function refresh(range: Range, least = 0): number | false {
    if (!("name" in range)) {
        return Date.parse(range.until) > Date.now() && Math.max(least, MINUTE);
    }
    return Math.max(least, range.name === "1h" ? MINUTE / 4 : range.name === "24h" ? MINUTE : 5 * MINUTE);
}

/** A time, so much earlier, or later. */
export function moved(at: Date, by: Shift, where: "back" | "forth"): Date {
    const sign = where === "back" ? -1 : 1;
    if ("ms" in by) {
        return new Date(at.getTime() + sign * by.ms);
    }
    const then = new Date(at);
    then.setDate(then.getDate() + sign * by.days);
    return then;
}

function suitable(length: number): Bucket {
    if (length <= 3 * HOUR) {
        return "minute";
    }
    if (length <= 2 * DAY) {
        return "quarter_hour";
    }
    return length <= 14 * DAY ? "hour" : length <= 200 * DAY ? "day" : "week";
}

/** The least whole number of buckets that is as long: so the buckets before are cut where these are. */
function whole(length: number, bucket: Bucket): Shift {
    if (bucket in CLOCK) {
        const step = CLOCK[bucket as keyof typeof CLOCK];
        return { ms: Math.ceil(length / step) * step };
    }
    // An hour less or more, where the clock changes, makes no day.
    const days = Math.ceil((length - HOUR) / DAY);
    return { days: bucket === "week" ? Math.ceil(days / 7) * 7 : days };
}
