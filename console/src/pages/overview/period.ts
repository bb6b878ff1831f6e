/** Which times the statistics are asked for, and how finely. */
import type { Schemas } from "../../api";
import { RANGES, type Range, type RangeName } from "../../filter";

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

const CLOCK: Partial<Record<Bucket, number>> = { minute: MINUTE, quarter_hour: 15 * MINUTE, hour: HOUR };

const BUCKETS: Record<RangeName, Bucket> = { "1h": "minute", "24h": "quarter_hour", "7d": "hour", "30d": "day", "90d": "day" };

/**
 * The period that a range means at a time. One that ends now begins where a bucket does: the first is whole, and what
 * begins with a quarter of an hour is answered from roll-ups.
 */
export function period(range: Range, now: Date): Period {
    if ("name" in range) {
        const name = range.name === "all" ? "90d" : range.name;
        const bucket = BUCKETS[name];
        const ms = RANGES[name].seconds * 1000;
        const since = begin(new Date(now.getTime() - ms), bucket);
        return { since, bucket, back: bucket === "day" ? { days: ms / DAY } : { ms } };
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
    const step = CLOCK[bucket];
    if (step !== undefined) {
        return { ms: Math.ceil(length / step) * step };
    }
    // An hour less or more, where the clock changes, makes no day.
    const days = Math.ceil((length - HOUR) / DAY);
    return { days: bucket === "week" ? Math.ceil(days / 7) * 7 : days };
}

/** When the bucket begins that a time is in, by the viewer's clock. */
function begin(at: Date, bucket: Bucket): Date {
    const step = CLOCK[bucket];
    if (step !== undefined) {
        const offset = at.getTimezoneOffset() * MINUTE;
        return new Date(Math.floor((at.getTime() - offset) / step) * step + offset);
    }
    const day = new Date(at);
    day.setHours(0, 0, 0, 0);
    return day;
}
