/** Ending sessions. */
import { useQueryClient } from "@tanstack/react-query";

import { api, ask, Refused, type Session } from "../../api";
import { useLogin } from "../../session";
import { changeKept, type KeptSessions, SESSIONS } from "./data";
import { HAPPENED } from "./happenings";

/** Whether sessions have ended for good, but not everywhere yet. */
export function isPending(error: unknown): boolean {
    return error instanceof Refused && error.code === "revocation_pending";
}

/** How long the log takes to show what was just done, in milliseconds, with something to spare. */
const SHOWN_AFTER = 1500;

/** Ends sessions, and shows that at once wherever they stand. */
export function useEnding() {
    const queries = useQueryClient();
    const { member } = useLogin();

    function note(isConcerned: (session: Session) => boolean) {
        const ended_at = new Date().toISOString();
        const change = (session: Session): Session =>
            session.state === "active" && isConcerned(session)
                ? { ...session, state: "revoked", end_reason: "revoked", ended_by: member.id, ended_at }
                : session;
        queries.setQueriesData<KeptSessions>({ queryKey: SESSIONS }, (kept) => kept && changeKept(kept, change));
        setTimeout(() => {
            // The panel of an event has its own.
            void queries.invalidateQueries({ queryKey: ["event"] });
            void queries.invalidateQueries({ queryKey: ["session"] });
            void queries.invalidateQueries({ queryKey: HAPPENED });
            void queries.invalidateQueries({ queryKey: [...SESSIONS, "one"] });
            void queries.invalidateQueries({ queryKey: [...SESSIONS, "ended"] });
        }, SHOWN_AFTER);
    }

    async function end(asked: Promise<unknown>, isConcerned: (session: Session) => boolean) {
        try {
            await asked;
        } catch (error) {
            if (isPending(error)) {
                note(isConcerned);
            }
            throw error;
        }
        note(isConcerned);
    }

    return {
        /** Ends one. */
        endOne: (id: string) => {
            const asked = ask(api.DELETE("/v1/sessions/{session_id}", { params: { path: { session_id: id } } }));
            return end(asked, (session) => session.id === id);
        },
        /** Ends all of a user, or all but one. */
        endAll: (user: string, except?: string) => {
            const params = { path: { user_id: user }, query: except === undefined ? {} : { except } };
            const asked = ask(api.DELETE("/v1/users/{user_id}/sessions", { params }));
            return end(asked, (session) => session.user_id === user && session.id !== except);
        },
    };
}
