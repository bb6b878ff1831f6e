/** Settings in words. */
import type { SettingName, Settings } from "./tenant";

/** What each setting is called on screen. */
export const NAMES: Record<SettingName, string> = {
    retention_days: "Days that events are kept",
    trusted_proxies: "Trusted proxies",
    ignored_extensions: "Ignored extensions",
    ignored_prefixes: "Ignored path prefixes",
    redacted_words: "Your own field names",
    capture_ip: "Address",
    capture_user_agent: "User agent",
    capture_data: "GET and POST data",
    session_idle_timeout_s: "Idle timeout",
    session_absolute_timeout_s: "Absolute timeout",
    sessions_per_user_max: "Most sessions per user",
    session_limit: "Beyond that",
    allowed_origins: "Allowed origins",
    blocked: "Blocked",
    search_keys: "Search keys",
};

const VALUES: Partial<Record<string, string>> = {
    full: "kept in full",
    anonymised: "anonymised",
    off: "not kept",
    end_oldest: "the oldest session ends",
    refuse_new: "the sign-in is refused",
};

/** The value of a setting in words. */
export function valueOf(settings: Settings, name: SettingName): string {
    if (name === "session_idle_timeout_s" || name === "session_absolute_timeout_s") {
        const { amount, unit } = split(settings[name]);
        return `${amount} ${unit}`;
    }
    if (name === "blocked") {
        const { networks, programs, kinds } = settings.blocked;
        return listed([...networks, ...programs, ...kinds]);
    }
    const value = settings[name];
    if (Array.isArray(value)) {
        return listed(value);
    }
    if (typeof value === "boolean") {
        return value ? "kept" : "not kept";
    }
    return typeof value === "number" ? String(value) : (VALUES[value] ?? value);
}

function listed(values: readonly string[]): string {
    return values.length === 0 ? "none" : values.join(", ");
}

/** Units of a timeout, in seconds. */
export const UNITS = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const;

/** A unit of a timeout. */
export type Unit = keyof typeof UNITS;

/** Seconds in the largest unit of which they are a whole number. */
export function split(seconds: number): { amount: number; unit: Unit } {
    const unit = (["days", "hours", "minutes"] as const).find((name) => seconds % UNITS[name] === 0) ?? "seconds";
    return { amount: seconds / UNITS[unit], unit };
}
