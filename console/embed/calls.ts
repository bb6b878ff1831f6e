/** What is asked of the API: with a token that is asked anew before each call, or with the cookie of the console. */
import { createClient, type GatebookClient, type Problem, type Schemas } from "gatebook-client";

/** One of the sessions of whoever is signed in. */
export type OwnSession = Schemas["MySession"];
export type OwnSessionPage = Schemas["MySessionPage"];
/** Whom to thank for places. */
export type Credit = Schemas["LocationCredit"];

type MayBe = string | null | undefined;
/** Gives an access token, or nothing when nobody is signed in. */
export type AccessToken = () => MayBe | Promise<MayBe>;

/** Where the API is, and what opens it. Without token or function the browser sends the cookie of the console. */
export interface Access {
    base: string;
    token: string | undefined;
    accessToken: AccessToken | undefined;
    /** What asks instead: the console's own client, which says for whom its page is. */
    client: GatebookClient | undefined;
}

/** Ended sessions that are asked for at a time. */
const PAGE = 10;
/** How often the end of a session is asked for, while it is not known everywhere. */
const TIMES = 4;
/** Longest pause before it is asked for again, in seconds. */
const PAUSE_MAX = 5;
/** How long the application may take to give a token, in seconds: one that never does would leave the list loading for ever. */
const TOKEN_MAX = 15;

/** What the API refused, or could not be asked. */
export class Refused extends Error {
    constructor(
        message: string,
        /** The HTTP status; 0 when there was no answer that may be read. */
        readonly status: number,
        readonly problem?: Problem,
        /** Seconds to wait before the same is asked again. */
        readonly after = 1,
        options?: ErrorOptions,
    ) {
        super(message, options);
    }

    /** Whether it has happened, but is not known everywhere yet. */
    get isPending(): boolean {
        return this.problem?.code === "revocation_pending";
    }
}

/** The page has no token to ask with, by a fault of its own: the server was not asked, so nothing is said of it. */
export class NoToken extends Refused {
    constructor(message: string, cause?: unknown) {
        super(message, 0, undefined, 1, { cause });
    }
}

/** The page is of somebody else than who was shown the list. */
export class ChangedHands extends Refused {
    constructor() {
        super("another session asks than the one that the list was shown to", 0);
    }
}

interface Answer<T> {
    data?: T;
    error?: unknown;
    response: Response;
}

type Call<T> = (client: GatebookClient) => Promise<Answer<T>>;

const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** The calls about own sessions. They throw {@link Refused}. */
export class Calls {
    readonly #access: Access;

    constructor(access: Access) {
        this.#access = access;
    }

    /** A page of those that live, or of those that have ended. */
    list(state: "active" | "ended", cursor: string | undefined, signal: AbortSignal): Promise<OwnSessionPage> {
        const query = state === "active" ? {} : { state, limit: PAGE, ...(cursor !== undefined && { cursor }) };
        return this.#ask((client) => client.GET("/v1/me/sessions", { params: { query }, signal }));
    }

    /** Ends one. `repeating` is told each time that it has to be asked for again. */
    end(id: string, repeating: () => void): Promise<void> {
        const params = { path: { session_id: id } };
        return this.#until((client) => client.DELETE("/v1/me/sessions/{session_id}", { params }), repeating);
    }

    /** Ends all but the one that asks, which is to be the one with this id: the token that a page gives may be another's by now. */
    endOthers(current: string | undefined, repeating: () => void): Promise<void> {
        const params = { query: { keep_current: true } };
        return this.#until(async (client) => {
            const listed = await client.GET("/v1/me/sessions");
            if (listed.data !== undefined && currentOf(listed.data.sessions) !== current) {
                throw new ChangedHands();
            }
            return listed.response.ok ? client.DELETE("/v1/me/sessions", { params }) : listed;
        }, repeating);
    }

    async #until(call: Call<unknown>, repeating: () => void): Promise<void> {
        for (let time = 1; ; time += 1) {
            try {
                await this.#ask(call);
                return;
            } catch (error) {
                if (!(error instanceof Refused && error.isPending) || time === TIMES) {
                    throw error;
                }
                repeating();
                await pause(error.after);
            }
        }
    }

    async #ask<T>(call: Call<T>): Promise<T> {
        let answer = await this.#try(call);
        if (answer.response.status === 401 && this.#access.accessToken !== undefined) {
            // It may have been over just then.
            answer = await this.#try(call);
        }
        const { data, error, response } = answer;
        if (response.ok) {
            return data as T;
        }
        const problem = typeof error === "object" && error !== null && "code" in error ? (error as Problem) : undefined;
        const after = Number(response.headers.get("Retry-After")) || 1;
        const message = problem?.detail ?? problem?.title ?? `status ${response.status}`;
        throw new Refused(message, response.status, problem, Math.min(after, PAUSE_MAX));
    }

    async #try<T>(call: Call<T>): Promise<Answer<T>> {
        const client = await this.#client();
        try {
            return await call(client);
        } catch (cause) {
            if (cause instanceof ChangedHands) {
                throw cause;
            }
            throw new Refused("there was no answer that this page may read", 0, undefined, 1, { cause });
        }
    }

    async #client(): Promise<GatebookClient> {
        const { base: baseUrl, accessToken, client } = this.#access;
        if (client !== undefined) {
            return client;
        }
        if (accessToken === undefined && this.#access.token === undefined) {
            return createClient({ baseUrl, credentials: "same-origin" });
        }
        const token = accessToken === undefined ? this.#access.token : await given(accessToken);
        if (!token) {
            throw new Refused("the application gave no token", 401);
        }
        checkSendable(token);
        return createClient({ baseUrl, token, credentials: "omit" });
    }
}

/** The id of the session that asks. */
export const currentOf = (sessions: OwnSession[]) => sessions.find(({ current }) => current)?.id;

async function given(accessToken: AccessToken): Promise<MayBe> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, refuse) => {
        const isLate = () => refuse(new NoToken(`the application gave no token within ${TOKEN_MAX} seconds`));
        timer = setTimeout(isLate, TOKEN_MAX * 1000);
    });
    try {
        return await Promise.race([accessToken(), late]);
    } catch (cause) {
        throw cause instanceof NoToken ? cause : new NoToken("the application could not give a token", cause);
    } finally {
        clearTimeout(timer);
    }
}

/** Fails for what cannot be sent as a token: what is no text, or has a line break in it. `fetch` would fail as if offline. */
function checkSendable(token: unknown): void {
    try {
        if (typeof token !== "string") {
            throw new TypeError(`a token is a text, not ${typeof token}`);
        }
        new Headers({ Authorization: `Bearer ${token}` });
    } catch (cause) {
        throw new NoToken("what the application gave cannot be sent as a token", cause);
    }
}
