/**
 * Keeps a tab to the sign-in that it names at its top. The cookie is one for all tabs of a browser: whoever signs in in one of
 * them is signed in in all of them.
 *
 * 1. A tab tells the others who is signed in, or that nobody is any more.
 * 2. One that hears of somebody else, or that is looked at again, asks who is signed in.
 * 3. Whoever signs in loads the console anew: what was begun before ends there, and is not gone on with in another's name.
 * 4. Each request of a script says for whom the page is, and the API refuses it with 401 when that is not who is signed in: what
 *    another tab tells may come late, or not at all. A link to a file cannot say it: it gives what is the signed-in's.
 */
import { api, LOGIN_PATH, type Schemas } from "./api";

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

/** For whom the page is, until it is loaded anew. */
let page: string | undefined;

/** From now on requests are only answered as `shown` (step 4): for good, as what was begun as them may go on after they have left. */
export function askOnlyAs(shown: Login): void {
    page ??= identityOf(shown);
}

/** Whether the page is for somebody else than this. */
export const isPageOfAnother = (login: Login) => page !== undefined && page !== identityOf(login);

api.use({
    onRequest({ request, schemaPath }) {
        // Who is signed in is what this one asks, or says.
        if (page !== undefined && schemaPath !== LOGIN_PATH) {
            request.headers.set("Gatebook-Page-Of", page);
        }
    },
});
