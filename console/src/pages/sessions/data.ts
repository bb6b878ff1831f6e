/** Sessions as the API has them, and as this page knows them after it has ended some. */
import { type InfiniteData, useQuery } from "@tanstack/react-query";

import { api, ask, fitsPath, type Session } from "../../api";
import { type Part, useEndless } from "./endless";

/** Everything that is kept about sessions is kept under this key. */
export const SESSIONS = ["sessions"] as const;

/** What the list of sessions can be asked for. */
export interface SessionFilters {
    text?: string;
    state?: Session["state"];
    ip?: string;
    user_id?: string;
}

/** The tenant's sessions that fit, newest start first. */
export function useSessions(filters: SessionFilters) {
    return useEndless<Session>({
        key: [...SESSIONS, "list", filters],
        keeps: true,
        part: async (cursor, signal) => {
            const query = { ...filters, ...(cursor !== undefined && { cursor }) };
            const { sessions, next } = await ask(api.GET("/v1/sessions", { params: { query }, signal }));
            return { items: sessions, next };
        },
    });
}

/** One session. */
export function useSession(id: string) {
    return useQuery({
        queryKey: [...SESSIONS, "one", id],
        queryFn: ({ signal }) => ask(api.GET("/v1/sessions/{session_id}", { params: { path: { session_id: id } }, signal })),
    });
}

/** The sessions of a user that live, newest use first: all of them. */
export function useLiveSessions(user: string | undefined) {
    return useQuery({
        queryKey: [...SESSIONS, "live", user],
        queryFn: async ({ signal }) => {
            const params = { path: { user_id: user ?? "" } };
            return (await ask(api.GET("/v1/users/{user_id}/sessions", { params, signal }))).sessions;
        },
        enabled: user !== undefined && fitsPath(user),
    });
}

/** The sessions of a user that have ended, newest end first. */
export function useEndedSessions(user: string, isWanted: boolean) {
    return useEndless<Session>({
        key: [...SESSIONS, "ended", user],
        isWanted,
        part: async (cursor, signal) => {
            const query = { state: "ended" as const, ...(cursor !== undefined && { cursor }) };
            const params = { path: { user_id: user }, query };
            const { sessions, next } = await ask(api.GET("/v1/users/{user_id}/sessions", { params, signal }));
            return { items: sessions, next };
        },
    });
}

/** Whatever is kept about sessions: one, some, or a list that goes on. */
export type KeptSessions = Session | Session[] | InfiniteData<Part<Session>>;

/** The same with each session changed. */
export function changeKept(kept: KeptSessions, change: (session: Session) => Session): KeptSessions {
    if (Array.isArray(kept)) {
        return kept.map(change);
    }
    if ("pages" in kept) {
        return { ...kept, pages: kept.pages.map((part) => ({ ...part, items: part.items.map(change) })) };
    }
    return change(kept);
}
