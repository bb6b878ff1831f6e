/** What the list does: asks the API, keeps what came, says what became of it. */
import { type Calls, ChangedHands, currentOf, NoToken, type OwnSession, type OwnSessionPage, Refused } from "./calls";
import { phrase } from "./dom";
import type { Actions } from "./row";
import { type Asked, type Failure, isBusy, NOTHING_ENDED, OTHERS, START, type State } from "./state";
import type { View } from "./view";
import type { Words } from "./words";

/** What of the list is tried when something goes wrong. */
export type During = "list" | "ended" | "end" | "end-others";

/** What the application is told. */
export interface Told {
    "gatebook-session-ended": { id: string; current: boolean };
    /** `ended`: the user ended the session that asks. `unauthenticated`: the token opens nothing any more. */
    "gatebook-signed-out": { reason: "ended" | "unauthenticated" };
    "gatebook-error": { during: During; status: number; code: string | undefined; message: string };
}

/** The element, as far as this needs it. */
export interface Host {
    /** `undefined` while there is nothing that could open the API. */
    calls: () => Calls | undefined;
    view: () => View;
    words: () => Words;
    /** Shows how it stands. */
    show: (state: State) => void;
    tell: <K extends keyof Told>(name: K, detail: Told[K]) => void;
}

/** `anew` forgets what is shown; `again` keeps it until the answer comes; `quiet` keeps it when none comes, too. */
export type How = "anew" | "again" | "quiet";

function failureOf(error: unknown): Failure {
    if (error instanceof NoToken || !(error instanceof Refused)) {
        return "fault";
    }
    return error.status > 0 ? "refused" : "offline";
}

export class Controller implements Actions {
    readonly #host: Host;
    #state = START;
    #loading = new AbortController();
    #loadingEnded = new AbortController();
    /** When the list was asked for last. */
    askedAt = 0;

    constructor(host: Host) {
        this.#host = host;
    }

    get state(): State {
        return this.#state;
    }

    /** Asks for the list. */
    async refresh(how: How): Promise<void> {
        this.stop();
        const { signal } = (this.#loading = new AbortController());
        const calls = this.#host.calls();
        this.askedAt = Date.now();
        if (calls === undefined) {
            this.#set({ ...START, phase: "signed-out" });
            return;
        }
        if (how === "anew" || this.#state.phase !== "ready") {
            this.#set(START);
        }
        try {
            const page = await calls.list("active", undefined, signal);
            if (!signal.aborted) {
                this.#arrived(page);
            }
        } catch (error) {
            if (!signal.aborted) {
                this.#failedToLoad(error, how);
            }
        }
    }

    /** Lets go of what was asked for. */
    stop(): void {
        this.#loading.abort();
    }

    readonly load = () => void this.refresh("anew");

    readonly ask = (of: string) => {
        this.#set({ ...this.#state, asked: { of, phase: "asked" } });
        this.#host.view().focus("cancel");
    };

    readonly cancel = () => {
        const { asked } = this.#state;
        this.#set({ ...this.#state, asked: undefined });
        this.#host.view().focus(asked?.of === OTHERS ? "others" : `end:${asked?.of}`);
        if (asked?.phase === "pending") {
            // It has ended all the same.
            void this.refresh("quiet");
        }
    };

    readonly end = () => void this.#end();

    readonly toggleEnded = () => {
        const { ended } = this.#state;
        this.#set({ ...this.#state, ended: ended.isOpen ? NOTHING_ENDED : { ...NOTHING_ENDED, isOpen: true } });
        this.#loadingEnded.abort();
        if (!ended.isOpen) {
            void this.#loadEnded(undefined, true);
        }
    };

    readonly loadEnded = () => void this.#loadEnded(this.#state.ended.next, true);

    #set(state: State): void {
        this.#state = state;
        this.#host.show(state);
    }

    #arrived({ sessions, location_credit: credit }: OwnSessionPage): void {
        const { asked, live: before } = this.#state;
        // The one that asks comes first, then as they come: newest use first.
        const live = sessions.toSorted((one, other) => Number(other.current) - Number(one.current));
        // A question about all others is of who was asked.
        const isOfSame = currentOf(live) === currentOf(before);
        const isThere = live.some(({ id, current }) => (asked?.of === OTHERS ? !current && isOfSame : id === asked?.of));
        const stays = isThere || isBusy(this.#state) ? asked : undefined;
        this.#set({ ...this.#state, phase: "ready", failure: undefined, live, credit, asked: stays });
    }

    #failedToLoad(error: unknown, how: How): void {
        if (this.#isSignedOut(error) || (how === "quiet" && this.#state.phase === "ready")) {
            return;
        }
        this.#set({ ...START, phase: "failed", failure: failureOf(error) });
        this.#host.view().say(this.#host.words().texts.loadFailed);
        this.#tellOf(error, "list");
    }

    async #end(): Promise<void> {
        const { asked, live } = this.#state;
        const calls = this.#host.calls();
        if (asked === undefined || calls === undefined || isBusy(this.#state)) {
            return;
        }
        const { of } = asked;
        const ending = live.filter(({ id, current }) => (of === OTHERS ? !current : id === of));
        const isCurrent = ending.some(({ current }) => current);
        let hasEnded = asked.phase === "pending";
        const repeating = () => {
            hasEnded = true;
            this.#nowIs({ of, phase: "repeating" });
            this.#host.view().say(this.#host.words().texts.repeating);
        };
        this.#nowIs({ of, phase: "working" });
        try {
            await (of === OTHERS ? calls.endOthers(currentOf(live), repeating) : calls.end(of, repeating));
            this.#hasEnded(of, ending);
        } catch (error) {
            if (error instanceof ChangedHands) {
                this.#host.view().say(this.#host.words().texts.endFailed);
                this.#tellOf(error, "end-others");
                void this.refresh("anew");
                return;
            }
            const status = error instanceof Refused ? error.status : 0;
            // The session that asks cannot ask again when it has ended, and somebody else's is as good as ended.
            if ((status === 401 && isCurrent && hasEnded) || (status === 404 && of !== OTHERS)) {
                this.#hasEnded(of, ending);
            } else {
                this.#failedToEnd(of, error);
            }
        }
    }

    /** Changes what became of a question, if it is still there. */
    #nowIs(asked: Asked): void {
        if (this.#state.asked?.of === asked.of) {
            this.#set({ ...this.#state, asked });
        }
    }

    #hasEnded(of: string, ending: OwnSession[]): void {
        for (const { id, current } of ending) {
            this.#host.tell("gatebook-session-ended", { id, current });
        }
        if (ending.some(({ current }) => current)) {
            this.#signOut("ended");
            return;
        }
        const ids = new Set(ending.map(({ id }) => id));
        const { live } = this.#state;
        const next = this.#nextOf(ids);
        const { hasFocus } = this.#host.view();
        this.#set({ ...this.#state, live: live.filter(({ id }) => !ids.has(id)), asked: undefined });
        if (hasFocus) {
            this.#host.view().focus(...next);
        }
        const words = this.#host.words();
        const [first] = ending;
        const device = first === undefined ? [] : words.device(first);
        this.#host.view().say(...(of === OTHERS ? [words.texts.doneOthers] : phrase(words.texts.done, { device })));
        void this.refresh("quiet");
        if (this.#state.ended.isOpen) {
            void this.#loadEnded(undefined, false);
        }
    }

    /** Where the focus goes when these are gone: to the button of the next, or of the one before. */
    #nextOf(ids: ReadonlySet<string>): string[] {
        const { live } = this.#state;
        const first = live.findIndex(({ id }) => ids.has(id));
        const stay = [...live.slice(first), ...live.slice(0, first).reverse()].filter(({ id }) => !ids.has(id));
        return [...stay.map(({ id }) => `end:${id}`), "summary"];
    }

    #failedToEnd(of: string, error: unknown): void {
        if (this.#isSignedOut(error)) {
            return;
        }
        const isPending = error instanceof Refused && error.isPending;
        this.#nowIs(isPending ? { of, phase: "pending" } : { of, phase: "failed", failure: failureOf(error) });
        const { texts } = this.#host.words();
        this.#host.view().say(isPending ? texts.pending : texts.endFailed);
        this.#tellOf(error, of === OTHERS ? "end-others" : "end");
    }

    /** Asks for ended sessions, from the newest or from where a page goes on. `isWanted`: who reads waits for them. */
    async #loadEnded(cursor: string | undefined, isWanted: boolean): Promise<void> {
        this.#loadingEnded.abort();
        const { signal } = (this.#loadingEnded = new AbortController());
        const calls = this.#host.calls();
        if (calls === undefined) {
            return;
        }
        const before = cursor === undefined ? [] : this.#state.ended.sessions;
        this.#setEnded({ phase: "loading", failure: undefined });
        try {
            const { sessions, next } = await calls.list("ended", cursor, signal);
            if (!signal.aborted) {
                const { hasFocus } = this.#host.view();
                this.#setEnded({ phase: "ready", sessions: [...before, ...sessions], next });
                if (isWanted) {
                    this.#endedArrived(hasFocus && before.length > 0 ? sessions[0] : undefined);
                }
            }
        } catch (error) {
            if (!signal.aborted && !this.#isSignedOut(error)) {
                this.#setEnded({ phase: "failed", failure: failureOf(error) });
                this.#tellOf(error, "ended");
            }
        }
    }

    #setEnded(ended: Partial<State["ended"]>): void {
        this.#set({ ...this.#state, ended: { ...this.#state.ended, ...ended } });
    }

    /** Says that more is there, and leads to the first of it who went on from what was there. */
    #endedArrived(first: OwnSession | undefined): void {
        const words = this.#host.words();
        const { length } = this.#state.ended.sessions;
        this.#host.view().say(length === 0 ? words.texts.endedEmpty : words.count(words.texts.endedShown, length));
        if (first !== undefined) {
            this.#host.view().focus(`times:${first.id}`);
        }
    }

    #isSignedOut(error: unknown): boolean {
        const isIt = error instanceof Refused && error.status === 401;
        if (isIt) {
            this.#signOut("unauthenticated");
        }
        return isIt;
    }

    #signOut(reason: Told["gatebook-signed-out"]["reason"]): void {
        this.stop();
        this.#loadingEnded.abort();
        const { hasFocus } = this.#host.view();
        this.#set({ ...START, phase: "signed-out" });
        this.#host.view().say(this.#host.words().texts.signedOut);
        if (hasFocus) {
            this.#host.view().focus("message");
        }
        this.#host.tell("gatebook-signed-out", { reason });
    }

    #tellOf(error: unknown, during: During): void {
        const refused = error instanceof Refused ? error : undefined;
        const message = error instanceof Error ? error.message : String(error);
        this.#host.tell("gatebook-error", { during, status: refused?.status ?? 0, code: refused?.problem?.code, message });
    }
}
