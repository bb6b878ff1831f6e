/** What happened in a session or to a user, newest first, in words. */
import { api, ask, type Event, type Schemas } from "../../api";
import { exactTime } from "../../format";
import { useEndless } from "./endless";

/** Everything that is kept about what happened is kept under this key. */
export const HAPPENED = ["happened"] as const;

/** Something that happened. */
export type Happening = Schemas["TimelineEntry"];

/** What a session did, and what became of it. */
export function useHistoryOfSession(id: string | undefined) {
    return useEndless<Happening>({
        key: [...HAPPENED, "session", id],
        isWanted: id !== undefined,
        part: async (cursor, signal) => {
            const query = cursor === undefined ? {} : { cursor };
            const params = { path: { session_id: id ?? "" }, query };
            const { events, next } = await ask(api.GET("/v1/sessions/{session_id}/events", { params, signal }));
            return { items: events.map(ofEvent), next };
        },
    });
}

/** What a user did. */
export function useHistoryOfUser(user: string) {
    return useEndless<Happening>({
        key: [...HAPPENED, "user", user],
        part: async (cursor, signal) => {
            const query = cursor === undefined ? {} : { cursor };
            const params = { path: { user_id: user }, query };
            const { entries, next } = await ask(api.GET("/v1/users/{user_id}/timeline", { params, signal }));
            return { items: entries, next };
        },
    });
}

function ofEvent(event: Event): Happening {
    const reason = inSession(event, "end_reason");
    const by = event.data?.["by"];
    return {
        what: whatOf(event.type),
        event,
        ...(reason !== undefined && { end_reason: reason }),
        ...(typeof by === "string" && { by }),
    };
}

function whatOf(type: string): Happening["what"] {
    switch (type) {
        case "access":
            return "page_view";
        case "session.started":
        case "session.bound":
            return "sign_in";
        case "session.revoked":
        case "session.expired":
            return "session_ended";
        default:
            return type.startsWith("session.") ? "session_changed" : "other";
    }
}

/** What the event of a change says of the session after it. */
function inSession(event: Event, name: string): string | undefined {
    const session = event.data?.["session"];
    if (typeof session !== "object" || session === null) {
        return undefined;
    }
    const value: unknown = Object.getOwnPropertyDescriptor(session, name)?.value;
    return typeof value === "string" ? value : undefined;
}

const ENDS: Partial<Record<string, string>> = {
    revoked: "Ended",
    signed_out: "Signed out",
    limit: "Ended to make room: the user signed in on too many devices",
    reuse_detected: "Ended because an old secret was used: somebody has a copy",
    idle: "Ended because it was not used",
    absolute: "Ended because its time was over",
};

/** A happening about a session, in a few words. `before` is the event of the same session that came before it, if it is known. */
export function title({ what, event, end_reason }: Happening, before: Event | undefined): string {
    switch (what) {
        case "sign_in":
            return event.user_id === undefined ? "Visit began" : "Signed in";
        case "session_ended":
            return ENDS[end_reason ?? ""] ?? "Ended";
        case "session_changed":
            return changeTitle(event, before);
        default:
            return event.type;
    }
}

function changeTitle(event: Event, before: Event | undefined): string {
    switch (event.type) {
        case "session.moved":
            return movedTitle(event, before);
        case "session.rotated":
            return "Secret rotated";
        case "session.extended": {
            const until = inSession(event, "expires_at");
            return until === undefined ? "Given another end" : `Given another end: ${exactTime(until)}`;
        }
        case "session.changed":
            return "Metadata changed";
        default:
            return event.type;
    }
}

function movedTitle(event: Event, before: Event | undefined): string {
    if (before === undefined) {
        return "Moved to another address or device";
    }
    return before.ip === event.ip ? "Moved to another device" : "Moved to another address";
}

/** Whether it matters who did it: somebody else than whoever uses the session. */
export function isBySomebody({ what, end_reason, by }: Happening): boolean {
    if (by === undefined || by === "session" || by === "gatebook") {
        return false;
    }
    return what === "session_ended" ? end_reason === "revoked" : what === "session_changed";
}

/** For each happening the event about its session that came before it, as far as that is loaded. */
export function formerEvents(happenings: readonly Happening[]): (Event | undefined)[] {
    const latest = new Map<string, Event>();
    return happenings
        .toReversed()
        .map(({ event }) => {
            const id = event.session_id;
            if (id === undefined || !event.type.startsWith("session.")) {
                return undefined;
            }
            const former = latest.get(id);
            latest.set(id, event);
            return former;
        })
        .reverse();
}
