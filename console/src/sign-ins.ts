/**
 * Keeps a tab to the sign-in that it names at its top. The cookie is one for all tabs of a browser: whoever signs in in one of
 * them is signed in in all of them.
 *
 * 1. A tab tells the others who is signed in, or that nobody is any more.
 * 2. One that hears of somebody else, or that is looked at again, asks who is signed in.
 * 3. Before anything is changed it is asked in any case: what another tab tells may come late.
 */
import { api, ask, Refused, type Schemas } from "./api";

type Login = Schemas["Login"];

const channel = new BroadcastChannel("gatebook-sign-ins");

/** Who acts, where, and as what: while this is the same, what a page shows is theirs. */
export function identityOf({ member, tenant, role }: Login): string {
    return [member.id, tenant.id, role].join(" ");
}

/** Tells the other tabs who is signed in; without one, that nobody is (step 1). */
export function tellTabs(login?: Login): void {
    channel.postMessage(login === undefined ? "" : identityOf(login));
}

/** Calls `ask` whenever somebody else than `shown` may be signed in (step 2). Returns what ends that. */
export function whenInDoubt(shown: Login, ask: () => void): () => void {
    const ending = new AbortController();
    const { signal } = ending;
    const here = identityOf(shown);
    channel.addEventListener("message", ({ data }) => data !== here && ask(), { signal });
    window.addEventListener("focus", ask, { signal });
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && ask(), { signal });
    return () => ending.abort();
}

/** Whose page it is, and whom to tell who is signed in. */
let page: { shown: Login; tell: (now: Login) => void } | undefined;

/** From now on nothing is changed but as `shown`; `tell` hears who is signed in (step 3). Returns what ends that. */
export function changeOnlyAs(shown: Login, tell: (now: Login) => void): () => void {
    page = { shown, tell };
    return () => (page = undefined);
}

/** What may be asked without looking: what changes nothing, and the sign-in, which says itself who is meant. */
const FREE = ["/v1/login", "/v1/settings-previews"];

api.use({
    async onRequest({ request, schemaPath }) {
        if (page === undefined || request.method === "GET" || FREE.includes(schemaPath)) {
            return;
        }
        const { shown, tell } = page;
        const now = await ask(api.GET("/v1/login"));
        tell(now);
        if (identityOf(now) !== identityOf(shown)) {
            // As an answer to who is not signed in any more. It was not sent.
            throw new Refused(401, undefined, "somebody else is signed in");
        }
    },
});
