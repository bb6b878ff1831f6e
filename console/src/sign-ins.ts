/**
 * Keeps a tab to the sign-in that it names at its top. The cookie is one for all tabs of a browser: whoever signs in in one of
 * them is signed in in all of them.
 *
 * 1. A tab tells the others who is signed in, or that nobody is any more.
 * 2. One that hears of somebody else, or that is looked at again, asks who is signed in.
 * 3. Each request says for whom the page is, and the API refuses it with 401 when that is not who is signed in: what another tab
 *    tells may come late, or not at all.
 */
import { api, type Schemas } from "./api";

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

/** For whom the page is, as long as it shows anything. */
let page: string | undefined;

/** From now on requests are only answered as `shown` (step 3). Returns what ends that. */
export function askOnlyAs(shown: Login): () => void {
    page = identityOf(shown);
    return () => (page = undefined);
}

api.use({
    onRequest({ request, schemaPath }) {
        // Who is signed in is what this one asks, or says.
        if (page !== undefined && schemaPath !== "/v1/login") {
            request.headers.set("Gatebook-Page-Of", page);
        }
    },
});
