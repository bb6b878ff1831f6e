/** Sessions in words. */
import type { Schemas, Session } from "../../api";

/** What a state is called on screen. */
export const STATES: Record<Schemas["SessionState"], string> = { active: "Live", revoked: "Ended", expired: "Expired" };

/** What a session is used with. */
export function deviceName({ device }: { device?: string }): string {
    return device ?? "Unknown device";
}

/** Where a session is used. */
export function placeName({ location }: { location?: string }): string {
    return location ?? "Unknown place";
}

/** Things in a sentence, with `and` before the last, as the viewer's language has it. */
export const listed = new Intl.ListFormat("en", { type: "conjunction" });

const UNITS = [
    ["day", 86_400],
    ["hour", 3600],
    ["minute", 60],
] as const;

/** Seconds in the largest unit of which they are a whole number: `14 days`. */
export function span(seconds: number): string {
    const [unit, length] = UNITS.find(([, length]) => seconds % length === 0) ?? (["second", 1] as const);
    return new Intl.NumberFormat(navigator.language, { style: "unit", unit, unitDisplay: "long" }).format(seconds / length);
}

/** `1 session`, `3 sessions`. */
export function sessionCount(count: number, kind = ""): string {
    return `${count} ${kind}${kind && " "}${count === 1 ? "session" : "sessions"}`;
}

/** Those that live. */
export function living(sessions: readonly Session[]): Session[] {
    return sessions.filter(({ state }) => state === "active");
}
