/** Texts, numbers and times in one language, and in the viewer's time zone. */
import type { OwnSession } from "./calls";
import { type Child, outside, phrase } from "./dom";
import { ENGLISH, LANGUAGES } from "./languages";
import type { Plural, Texts } from "./texts";

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
    ["year", 31_536_000],
    ["month", 2_592_000],
    ["day", 86_400],
    ["hour", 3600],
    ["minute", 60],
];

const RIGHT_TO_LEFT = /^(ar|arc|ckb|dv|fa|he|ks|ps|sd|ug|ur|yi)(-|$)/i;

/** Which text says why a session ended. */
const REASONS = {
    revoked: "reasonRevoked",
    signed_out: "reasonSignedOut",
    limit: "reasonLimit",
    reuse_detected: "reasonReuse",
    idle: "reasonIdle",
    absolute: "reasonAbsolute",
} as const satisfies Record<NonNullable<OwnSession["end_reason"]>, keyof Texts>;

/** The texts of a language. */
function textsOf(tag: string): Texts | undefined {
    return LANGUAGES.get(tag.split("-", 1)[0]?.toLowerCase() ?? "");
}

/** What of the application's own texts can be shown: any page may have set it, to anything. What cannot is as if not given. */
function textsIn(given: Partial<Texts>): Partial<Texts> {
    const fitting = Object.entries(given).filter(([name, text]) => {
        const isPlural = typeof ENGLISH[name as keyof Texts] === "object";
        return isPlural ? isPluralText(text) : typeof text === "string";
    });
    return Object.fromEntries(fitting);
}

function isPluralText(text: unknown): boolean {
    const forms = Object.entries(text ?? {});
    return forms.some(([name]) => name === "other") && forms.every(([, form]) => typeof form === "string");
}

function isLanguage(tag: string): boolean {
    try {
        return Intl.getCanonicalLocales(tag).length > 0;
    } catch {
        return false;
    }
}

/** All that is said, in one language. */
export class Words {
    readonly texts: Texts;
    /** The language's tag (BCP 47). */
    readonly language: string;
    readonly direction: "ltr" | "rtl";
    readonly #plurals: Intl.PluralRules;
    readonly #numbers: Intl.NumberFormat;
    readonly #exact: Intl.DateTimeFormat;
    readonly #relative: Intl.RelativeTimeFormat;

    /**
     * In the language `asked` for, if there are texts of it; else in the first of the browser's that there are texts of.
     * Texts that are `given` go before those that are here, and make up for a language that is not.
     */
    constructor(asked: string | undefined, given: Partial<Texts>) {
        const own = textsIn(given);
        const hasOwn = Object.keys(own).length > 0;
        const fits = asked !== undefined && isLanguage(asked) && (hasOwn || textsOf(asked) !== undefined);
        this.language = fits ? asked : (navigator.languages.find((tag) => isLanguage(tag) && textsOf(tag) !== undefined) ?? "en");
        this.texts = { ...(textsOf(this.language) ?? ENGLISH), ...own };
        this.direction = RIGHT_TO_LEFT.test(this.language) ? "rtl" : "ltr";
        this.#plurals = new Intl.PluralRules(this.language);
        this.#numbers = new Intl.NumberFormat(this.language);
        this.#relative = new Intl.RelativeTimeFormat(this.language, { numeric: "always" });
        this.#exact = new Intl.DateTimeFormat(this.language, {
            weekday: "long",
            year: "numeric",
            month: "long",
            day: "numeric",
            hour: "numeric",
            minute: "2-digit",
            timeZoneName: "short",
        });
    }

    /** The text for a number of things. */
    count(plural: Plural, count: number): string {
        const template = plural[this.#plurals.select(count)] ?? plural.other;
        return template.replaceAll("{count}", this.#numbers.format(count));
    }

    /** How long ago something was, `5 minutes ago`. */
    ago(at: string, now = Date.now()): string {
        const seconds = Math.max(0, now - Date.parse(at)) / 1000;
        for (const [unit, length] of STEPS) {
            if (seconds >= length) {
                return this.#relative.format(-Math.floor(seconds / length), unit);
            }
        }
        return this.texts.justNow ?? new Intl.RelativeTimeFormat(this.language, { numeric: "auto" }).format(0, "second");
    }

    /** A time to the minute, with the weekday and the zone. */
    exact(at: string): string {
        return this.#exact.format(new Date(at));
    }

    /** What a session is used with, `Safari on iPhone`; each name for itself, as it may be in any direction. */
    device({ device }: OwnSession): Child[] {
        if (device === undefined) {
            return [this.texts.unknownDevice];
        }
        const [, program, platform] = /^(.+) on (.+)$/.exec(device) ?? [];
        if (program === undefined || platform === undefined) {
            return [outside(device)];
        }
        return phrase(this.texts.device, { program, platform });
    }

    /** Why a session ended, if that is known. */
    reason({ end_reason: reason, ended_by: by }: OwnSession): string | undefined {
        if (reason === undefined) {
            return undefined;
        }
        const isOfApplication = reason === "revoked" && by?.startsWith("ses_") !== true;
        return this.texts[isOfApplication ? "reasonApplication" : REASONS[reason]];
    }
}
