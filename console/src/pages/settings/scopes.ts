/** What keys may do, in words. */
import type { Schemas } from "../../api";

export type Scope = Schemas["KeyScope"];

/** All scopes, with what each opens. They do not include each other. */
export const SCOPES: readonly { scope: Scope; name: string; description: string }[] = [
    { scope: "events:write", name: "Append events", description: "Post page views to the log. What a web server needs." },
    { scope: "events:read", name: "Read events", description: "Events, the live tail, statistics and exports." },
    {
        scope: "sessions:write",
        name: "Start and end sessions",
        description: "Start, refresh, change and revoke sessions of users.",
    },
    {
        scope: "sessions:read",
        name: "Check sessions",
        description: "Introspect tokens, list sessions, and ask whether a request is blocked.",
    },
    { scope: "admin", name: "Administer", description: "Settings, keys, members and erasures. Not for applications." },
];

/** What a scope is called on screen. */
export function nameOf(scope: Scope): string {
    return SCOPES.find((known) => known.scope === scope)?.name ?? scope;
}

const JSON_BODY = '-H "Content-Type: application/json" -d';

/** What to ask with a key that has a scope, in the order in which they are tried. */
const TRIALS: readonly [Scope, string, string][] = [
    ["events:write", "/v1/events", ` ${JSON_BODY} '{"method":"GET","path":"/hello"}'`],
    ["events:read", "/v1/events?limit=1", ""],
    ["sessions:read", "/v1/sessions?limit=1", ""],
    ["sessions:write", "/v1/sessions", ` ${JSON_BODY} '{"user_id":"user-1"}'`],
    ["admin", "/v1/tenant", ""],
];

/** A command that tries a key, by the first thing that it may do. */
export function commandFor(token: string, scopes: readonly Scope[]): string {
    const [, path, rest] = TRIALS.find(([scope]) => scopes.includes(scope)) ?? ["admin", "/v1/tenant", ""];
    return `curl "${window.location.origin}${path}" -H "Authorization: Bearer ${token}"${rest}`;
}
