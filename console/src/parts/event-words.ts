/** Words for what the log says in codes. */
import type { Event } from "../api";

/** The types of events that there are, with their names for people. */
export const EVENT_TYPES: Readonly<Record<string, string>> = {
    access: "Page view",
    "session.started": "Session started",
    "session.bound": "Session got its user",
    "session.rotated": "Session got a new secret",
    "session.moved": "Session moved to another address",
    "session.changed": "Session changed",
    "session.extended": "Session extended",
    "session.revoked": "Session ended",
    "session.expired": "Session expired",
    "key.created": "Key created",
    "key.rolled": "Key rolled",
    "key.revoked": "Key revoked",
    "access_key.rotated": "Signing key rotated",
    "member.added": "Member added",
    "member.removed": "Member removed",
    "member.role_changed": "Role of a member changed",
    "member.password_changed": "Password of a member changed",
    "member.password_reset": "Password of a member reset",
    "tenant.created": "Tenant created",
    "tenant.deleted": "Tenant deleted",
    "tenant.settings_changed": "Settings changed",
    "events.purge_started": "Purge of events started",
    "events.purged": "Events purged",
    "person.erased": "Person erased",
    "projection.skipped": "Event skipped by the worker",
};

/** Whether it is a page view, and not something that happened to a session or to the tenant. */
export const isAccess = (event: Event) => event.type === "access";

/** What an event is, in words. A type of a newer server is shown as it is written. */
export function typeWords(type: string): string {
    return EVENT_TYPES[type] ?? type;
}

/** Who did what is no page view, as its data says: a member, a key, a session, or Gatebook itself. */
export function doer(event: Event): string | undefined {
    const by = event.data?.["by"];
    return !isAccess(event) && typeof by === "string" ? by : undefined;
}

/** The same in a word or two, for lists: their names stand in the panel of the event. */
export function doerWords(event: Event): string | undefined {
    const by = doer(event);
    switch (by?.slice(0, 4)) {
        case undefined:
            return undefined;
        case "mem_":
            return "a member";
        case "key_":
            return "an API key";
        case "ses_":
        case "sess":
            return "the user";
        default:
            return by === "gatebook" ? "Gatebook" : by;
    }
}

/** The beginning of a text: what is behind it could not be seen, and would only be slow to lay out. */
export function clip(text: string, length = 300): string {
    return text.length > length ? `${text.slice(0, length)}…` : text;
}

/** The host of a referrer, as the filter takes it; nothing when it has none. */
export function referrerHost(referrer: string): string | undefined {
    const authority = /^[^:]*:\/\/([^/?#]+)/.exec(referrer)?.[1];
    const host = authority?.slice(authority.lastIndexOf("@") + 1).replace(/:\d*$/, "");
    return host?.toLowerCase() || undefined;
}
