/** What the overview asks the API. The times are those of the moment of asking: an answer is kept by what was asked for. */
import { keepPreviousData, type QueryClient, queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import type { operations } from "gatebook-client";

import { api, ask, Refused, type Schemas } from "../../api";
import type { Asked, Filters } from "../../filter";
import { timeZone } from "../../format";
import { type Bucket, moved, period, refresh } from "./period";

type Query = NonNullable<operations["get_stats_summary"]["parameters"]["query"]>;

/** What page views are counted by. */
export type Dimension = Schemas["StatsDimension"];

/** A bucket of the chart: where it begins and ends, in milliseconds, and what it comes to. */
export interface Point {
    at: number;
    until: number;
    hits: number;
    visitors: number;
    errors: number;
    bytes: number;
}

/** Page views over time. */
export interface Series {
    bucket: Bucket;
    points: Point[];
    approximate: boolean;
}

const LIVE_MINUTES = 5;
const LIVE_EVERY = 5000;
const TOP_EVERY_MIN = 60_000;
const LIVE_EVERY_AFTER_FAILURE = 30_000;

function query(filters: Filters, since: Date, until?: Date): Query {
    const end = until === undefined ? {} : { until: until.toISOString() };
    return { ...(filters as Query), since: since.toISOString(), ...end };
}

/** Whether asking again would be refused again. */
export const isForGood = (error: unknown) => error instanceof Refused && error.problem?.retryable === false;

/** What was shown stays until there is something else. It is asked for again as time goes on, unless it was refused for good. */
const kept = ({ range }: Asked, every = refresh(range)) => ({
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { error } }: { state: { error: Error | null } }) =>
        isForGood(error) ? false : every,
});

const summaryOf = (asked: Asked) =>
    queryOptions({
        queryKey: ["stats", "summary", asked.filters, asked.range],
        queryFn: ({ signal }) => {
            const { since, until } = period(asked.range, new Date());
            return ask(api.GET("/v1/stats/summary", { params: { query: query(asked.filters, since, until) }, signal }));
        },
    });

const seriesOf = (asked: Asked) =>
    queryOptions({
        queryKey: ["stats", "series", asked.filters, asked.range],
        queryFn: ({ signal }) => {
            const { since, until, bucket } = period(asked.range, new Date());
            return series(query(asked.filters, since, until), bucket, signal);
        },
    });

const seriesBeforeOf = (asked: Asked) =>
    queryOptions({
        queryKey: ["stats", "before", asked.filters, asked.range],
        queryFn: async ({ signal }) => {
            const now = new Date();
            const { since, until = now, bucket, back } = period(asked.range, now);
            const times = query(asked.filters, moved(since, back, "back"), moved(until, back, "back"));
            const before = await series(times, bucket, signal);
            const forth = (at: number) => moved(new Date(at), back, "forth").getTime();
            const points = before.points.map((point) => ({ ...point, at: forth(point.at), until: forth(point.until) }));
            return { ...before, points };
        },
    });

/** What the period comes to, beside the one before. */
export const useSummary = (asked: Asked) => useQuery({ ...summaryOf(asked), ...kept(asked) });

/** Page views over time. */
export const useSeries = (asked: Asked) => useQuery({ ...seriesOf(asked), ...kept(asked) });

/** The period before, over time, moved to where it is compared. What ends now is compared up to the same hour. */
export const useSeriesBefore = (asked: Asked) => useQuery({ ...seriesBeforeOf(asked), ...kept(asked) });

/** Asks for the figures and the chart before anything is drawn that shows them. */
export function askAhead(queries: QueryClient, asked: Asked): void {
    void queries.prefetchQuery(summaryOf(asked));
    void queries.prefetchQuery(seriesOf(asked));
    void queries.prefetchQuery(seriesBeforeOf(asked));
}

async function series(query: Query, bucket: Bucket, signal: AbortSignal): Promise<Series> {
    const params = { query: { ...query, bucket, time_zone: timeZone } };
    const { points, approximate } = await ask(api.GET("/v1/stats/timeseries", { params, signal }));
    return {
        bucket,
        approximate,
        points: points.map(({ since, until, ...sums }) => ({ ...sums, at: Date.parse(since), until: Date.parse(until) })),
    };
}

/** What was seen most. */
export function useTop(asked: Asked, dimension: Dimension, limit: number) {
    return useQuery({
        queryKey: ["stats", "top", dimension, limit, asked.filters, asked.range],
        queryFn: ({ signal }) => {
            const { since, until } = period(asked.range, new Date());
            const params = { query: { ...query(asked.filters, since, until), dimension, limit } };
            return ask(api.GET("/v1/stats/top", { params, signal }));
        },
        // There are many of them, and they change slowly.
        ...kept(asked, refresh(asked.range, TOP_EVERY_MIN)),
    });
}

/** Who is there now: the last five minutes, every few seconds. A window that is hidden does not ask. */
export function useLive(filters: Filters, isWanted: boolean) {
    return useQuery({
        queryKey: ["stats", "live", filters],
        queryFn: async ({ signal }) => {
            const since = new Date(Date.now() - LIVE_MINUTES * 60_000);
            const { current } = await ask(api.GET("/v1/stats/summary", { params: { query: query(filters, since) }, signal }));
            return current;
        },
        enabled: isWanted,
        staleTime: 0,
        placeholderData: keepPreviousData,
        refetchInterval: ({ state }) => (state.error === null ? LIVE_EVERY : LIVE_EVERY_AFTER_FAILURE),
    });
}

/** Whether any page view was ever posted and is kept. It is asked again until one is there, and then everything else is. */
export function useHasViews(isWanted: boolean) {
    const queries = useQueryClient();
    return useQuery({
        queryKey: ["has-views"],
        queryFn: async ({ signal }) => {
            const { events, next } = await ask(api.GET("/v1/events", { params: { query: { type: "access", limit: 1 } }, signal }));
            const [event] = events;
            if (event !== undefined) {
                // It is there once it is projected, and then it is counted.
                await ask(api.GET("/v1/events", { params: { query: { limit: 1, fresh: event.position } }, signal }));
                void queries.invalidateQueries({ queryKey: ["stats"] });
            }
            // Where the page ended before the log did, there may be some further back.
            return event !== undefined || next !== undefined;
        },
        enabled: isWanted,
        staleTime: 0,
        refetchInterval: ({ state }) => (state.data === true ? false : LIVE_EVERY),
    });
}
