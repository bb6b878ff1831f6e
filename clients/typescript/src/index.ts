/**
 * Client of Gatebook: `openapi-fetch` over the types of its API, which `schema.ts` has as they were generated.
 *
 * Nothing is retried here, and nothing is thrown for an answer: each call answers `data` or `error`, a {@link Problem}.
 */
import createFetchClient, { type Client, type ClientOptions } from "openapi-fetch";

import type { components, paths } from "./schema.js";

export type { components, operations, paths } from "./schema.js";

/** What the API takes and gives, by name, such as `Schemas["PostedEvent"]`. */
export type Schemas = components["schemas"];

/** What every refusal is (RFC 9457). `code` says which problem it is, `retryable` whether the same request may succeed later. */
export type Problem = Schemas["Problem"];

/** What programs tell problems apart by. */
export type Code = Schemas["Code"];

/** A client with a method for each HTTP method, which takes a path of the API and what belongs to it. */
export type GatebookClient = Client<paths, `${string}/${string}`>;

/** Where the API is, and what opens it; and whatever else `openapi-fetch` takes, such as a `fetch` of one's own. */
export interface GatebookOptions extends Omit<ClientOptions, "baseUrl"> {
    /** Such as `https://gatebook.example`. */
    baseUrl: string;
    /**
     * A tenant's key (`gbk_…`), a session's token (`gbs_…`), or the installation's admin key; or what gives one, which is asked
     * before each request. Without it whatever the browser sends by itself identifies the caller: the cookie of the console.
     */
    token?: string | (() => string | Promise<string>);
}

/** A client that identifies itself with a token, if it has one. */
export function createClient({ token, ...options }: GatebookOptions): GatebookClient {
    const client = createFetchClient<paths>(options);
    client.use({
        async onRequest({ request }) {
            const given = typeof token === "function" ? await token() : token;
            if (given !== undefined) {
                request.headers.set("Authorization", `Bearer ${given}`);
            }
            return request;
        },
    });
    return client;
}
