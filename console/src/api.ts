/** The API, through the client that is generated from its contract. */
import { createClient, type Problem, type Schemas } from "gatebook-client";

export type { Code, Problem, Schemas } from "gatebook-client";

/** The client. The cookie of whoever is signed in identifies them, and the browser sends it by itself. */
export const api = createClient({ baseUrl: window.location.origin });

export type Event = Schemas["Event"];
export type Session = Schemas["Session"];
export type Role = Schemas["Role"];

/** What the API refused, or could not be asked. */
export class Refused extends Error {
    constructor(
        /** The HTTP status; 0 when no answer came. */
        readonly status: number,
        readonly problem: Problem | undefined,
        message = status === 0 ? "the server cannot be reached" : `status ${status}`,
    ) {
        super(problem?.detail ?? problem?.title ?? message);
    }

    /** What programs tell problems apart by. */
    get code(): Schemas["Code"] | undefined {
        return this.problem?.code;
    }

    /** The detail for a place of the body, such as `/name`; the places below it count, too. */
    at(pointer: string): string | undefined {
        const found = this.problem?.errors.find(
            (place) => place.pointer === pointer || place.pointer?.startsWith(`${pointer}/`),
        );
        return found?.detail;
    }
}

/** Whether a browser can ask for a name in a path. It takes two names for steps, however they are packed, and asks for something else. */
export function fitsPath(name: string): boolean {
    return name !== "." && name !== "..";
}

api.use({
    onRequest({ params: { path = {} } }) {
        if (!Object.values(path).every((name) => fitsPath(String(name)))) {
            throw new Refused(404, undefined, "a browser cannot ask for this name");
        }
    },
});

/** Says who is signed in, and signs in. */
export const LOGIN_PATH = "/v1/login";

interface Answered<T> {
    data?: T;
    error?: unknown;
    response: Response;
}

let whenSignedOut: () => void = () => {};

/** Calls this whenever an answer says that nobody is signed in any more, or somebody else: but for what `/v1/login` answers. */
export function onSignedOut(then: () => void): void {
    whenSignedOut = then;
}

/** What the API answers; throws {@link Refused} otherwise. */
export async function ask<T>(answer: Promise<Answered<T>>): Promise<T> {
    let answered: Answered<T>;
    try {
        answered = await answer;
    } catch (error) {
        if (error instanceof Refused || (error instanceof DOMException && error.name === "AbortError")) {
            throw error;
        }
        throw new Refused(0, undefined);
    }
    const { data, error, response } = answered;
    if (response.ok) {
        return data as T;
    }
    if (response.status === 401 && new URL(response.url).pathname !== LOGIN_PATH) {
        whenSignedOut();
    }
    const isProblem = typeof error === "object" && error !== null && "code" in error;
    throw new Refused(response.status, isProblem ? (error as Problem) : undefined);
}
