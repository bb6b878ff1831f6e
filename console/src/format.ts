/** Numbers, times and names, as the viewer's language and zone have them. */

const locale = navigator.language;
const numbers = new Intl.NumberFormat(locale);
const short = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });
const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const wholes = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const percents = new Intl.NumberFormat(locale, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });
const exact = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "long" });
const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const day = new Intl.DateTimeFormat(locale, { month: "short", day: "numeric" });
const dayOfYear = new Intl.DateTimeFormat(locale, { year: "numeric", month: "short", day: "numeric" });
const moment = new Intl.DateTimeFormat(locale, { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" });
const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
const countries = new Intl.DisplayNames(locale, { type: "region" });

/** The viewer's time zone, by its name in the IANA database. */
export const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

export const number = (value: number) => numbers.format(value);
/** A large number in few letters: `123.4K`. */
export const compact = (value: number) => (Math.abs(value) < 100_000 ? numbers.format(value) : short.format(value));
/** A share of 1: `6.0%`; of what is next to nothing, `<0.1%`. */
export const percent = (value: number) => (value > 0 && value < 0.0005 ? `<${percents.format(0.001)}` : percents.format(value));

/** Bytes in the unit that suits. */
export function bytes(value: number): string {
    const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"];
    const step = Math.min(value < 1 ? 0 : Math.floor(Math.log(value) / Math.log(1000)), units.length - 1);
    const unit = units[step] ?? "byte";
    const amount = value / 1000 ** step;
    const maximumFractionDigits = amount < 100 ? 1 : 0;
    const unitDisplay = step === 0 ? "narrow" : "short";
    const text = new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay, maximumFractionDigits }).format(amount);
    // English has `0B` in the narrow form, and `0 byte` in the short one.
    return text.replace(/(\d)(\p{L})/u, "$1\u00a0$2");
}

/** Milliseconds; seconds when there are many. */
export function duration(ms: number): string {
    const [value, unit] = ms < 1000 ? [ms, "ms"] : [ms / 1000, "s"];
    return `${(value < 10 ? tenths : wholes).format(value)}\u00a0${unit}`;
}

/** A time to the second, with the weekday and the zone: what is shown on hover. */
export const exactTime = (at: string | Date) => exact.format(new Date(at));

/** A time as it is shown in a list: the clock alone today, and otherwise the day before it. */
export function listTime(at: string | Date, now: Date): string {
    const then = new Date(at);
    if (then.toDateString() === now.toDateString()) {
        return clock.format(then);
    }
    return `${(then.getFullYear() === now.getFullYear() ? day : dayOfYear).format(then)}, ${clock.format(then)}`;
}

/** From when until when: by the clock within two days, and otherwise by the days. */
export function timeSpan(since: string | Date, until: string | Date): string {
    const [first, last] = [new Date(since), new Date(until)];
    const isShort = last.getTime() - first.getTime() < 2 * 86_400_000;
    return (isShort ? moment : dayOfYear).formatRange(first, last);
}

/** A day. */
export const dayName = (at: string | Date) => dayOfYear.format(new Date(at));

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
    ["year", 31_536_000],
    ["month", 2_592_000],
    ["day", 86_400],
    ["hour", 3600],
    ["minute", 60],
];

/** How long ago, or until when: `5 min. ago`, `in 3 days`; `just now` within a minute. */
export function ago(at: string | Date, now: Date): string {
    const seconds = (new Date(at).getTime() - now.getTime()) / 1000;
    for (const [unit, length] of STEPS) {
        if (Math.abs(seconds) >= length) {
            return relative.format(Math.round(seconds / length), unit);
        }
    }
    if (!locale.startsWith("en")) {
        return relative.format(0, "second");
    }
    // Clocks differ by a little: what is over may seem to be still to come.
    return seconds > 10 ? "in a moment" : "just now";
}

/** The name of a country, by its code (ISO 3166-1 alpha-2). The Netherlands has its article, as in the labels of the API. */
export function countryName(code: string): string {
    if (code === "NL" && locale.startsWith("en")) {
        return "The Netherlands";
    }
    try {
        return countries.of(code) ?? code;
    } catch {
        return code;
    }
}
