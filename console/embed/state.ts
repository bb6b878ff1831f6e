/** What the list shows, as data. */
import type { Credit, OwnSession } from "./calls";

/** In place of a session's id: all but the one that asks. */
export const OTHERS = "others";

/** Why something did not work, as far as it matters to who reads it. `fault`: it is the page's own, which no reader can mend. */
export type Failure = "offline" | "refused" | "fault";

/** A question whether to end a session, and what became of it. */
export interface Asked {
    /** The session's id, or {@link OTHERS}. */
    of: string;
    phase: "asked" | "working" | "repeating" | "pending" | "failed";
    failure?: Failure | undefined;
}

/** Sessions that have ended. */
export interface Ended {
    isOpen: boolean;
    phase: "loading" | "ready" | "failed";
    failure?: Failure | undefined;
    sessions: OwnSession[];
    /** Where the next page goes on. */
    next?: string | undefined;
}

export interface State {
    phase: "loading" | "ready" | "failed" | "signed-out";
    failure?: Failure | undefined;
    live: OwnSession[];
    /** What is said below the list, because a licence wants it. */
    credit?: Credit | undefined;
    asked?: Asked | undefined;
    ended: Ended;
}

export const NOTHING_ENDED: Ended = { isOpen: false, phase: "loading", sessions: [] };
export const START: State = { phase: "loading", live: [], ended: NOTHING_ENDED };

/** Whether something is being ended now. */
export const isBusy = ({ asked }: State) => asked?.phase === "working" || asked?.phase === "repeating";
