/** A user in a few figures. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";

import { api, ask, type Session } from "../../api";
import { times } from "../../filter";
import { compact, number } from "../../format";
import { Time } from "../../parts/time";
import type { Happening } from "../sessions/happenings";
import css from "../sessions/sessions.module.css";
import { living } from "../sessions/words";

interface FiguresProps {
    user: string;
    live: Session[] | undefined;
    /** What is known of the user, newest first. */
    happenings: readonly Happening[];
}

/** What the user did in the last 30 days, and when last. */
export function Figures({ user, live, happenings }: FiguresProps) {
    const [period] = useState(() => times({ name: "30d" }, new Date()));
    const query = { user_id: user, ...period };
    const views = useQuery({
        queryKey: ["figures", "views", query],
        queryFn: ({ signal }) => ask(api.GET("/v1/stats/summary", { params: { query }, signal })),
    });
    const searches = useQuery({
        queryKey: ["figures", "searches", query],
        queryFn: ({ signal }) => ask(api.GET("/v1/stats/top", { params: { query: { ...query, dimension: "search", limit: 100 } }, signal })),
        select: ({ values, other_hits }) => values.reduce((sum, { hits }) => sum + hits, other_hits),
    });
    const last = lastSeen(live, happenings);
    return (
        <dl className={css["figures"]}>
            <Figure name="Last seen">{last === undefined ? "–" : <Time at={last} />}</Figure>
            <Figure name="Live sessions">{live === undefined ? "–" : number(living(live).length)}</Figure>
            <Figure name="Page views in 30 days">{views.data === undefined ? "–" : compact(views.data.current.hits)}</Figure>
            <Figure name="Searches in 30 days">{searches.data === undefined ? "–" : compact(searches.data)}</Figure>
        </dl>
    );
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
    return (
        <div>
            <dt>{name}</dt>
            <dd>{children}</dd>
        </div>
    );
}

/** What is younger: the last use of a session, or the last event that the user made. */
function lastSeen(live: Session[] | undefined, happenings: readonly Happening[]): string | undefined {
    const moments = (live ?? []).map(({ last_seen_at }) => last_seen_at);
    const own = happenings.find(({ what }) => what === "page_view" || what === "search" || what === "sign_in");
    if (own !== undefined) {
        moments.push(own.event.occurred_at);
    }
    return moments.sort((one, other) => Date.parse(one) - Date.parse(other)).at(-1);
}
