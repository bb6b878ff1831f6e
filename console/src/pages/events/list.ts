/** The list of events: pages of it, as far as they were asked for. */
import { type InfiniteData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import type { operations } from "gatebook-client";
import { useEffect, useMemo } from "react";

import { api, ask, type Event } from "../../api";
import { type Filters, times } from "../../filter";
import type { Whole } from "./asked";

/** Events of one page. */
const PAGE = 100;
/** Positions that the API looks at for one page. */
export const WINDOW = 100_000;
/** Events that are kept of one list. Who wants more has the export. */
export const ROWS_MAX = 20_000;
/** Events of a live list: what is behind them is asked for again when somebody scrolls there. */
const LIVE_ROWS_MAX = 500;
/** Lists that are kept for who comes back. */
const LISTS_MAX = 5;
/** How long, in milliseconds. */
const KEPT_FOR = 15 * 60_000;

type Query = NonNullable<operations["list_events"]["parameters"]["query"]>;
type Period = ReturnType<typeof times>;

/** Where a page begins. */
interface From {
    /** The times that the whole list is asked for with. */
    period?: Period;
    cursor?: string;
    /** Only positions below. */
    before?: number;
    /** Below which position it is looked for, as far as that is known. */
    below?: number;
}

/** A page of the list. */
export interface ListPage {
    events: Event[];
    period: Period;
    /** Where the next one begins; nothing at the end. */
    next: From | undefined;
    /** Whether all that could be looked at was, and less was found than fits on a page. */
    isShort: boolean;
    /** Down to which position it was looked for, as far as that is known. */
    downTo: number | undefined;
}

/** Pages as they are kept. */
export type Pages = InfiniteData<ListPage, From>;

/** The filters as parameters. What a filter cannot be is for the API to say. */
const asParameters = (filters: Filters, period: Period) => ({ ...filters, ...period }) as Omit<Query, "order">;

/** The newest position of the log. */
export async function headPosition(signal?: AbortSignal): Promise<number> {
    const page = await ask(api.GET("/v1/events", { params: { query: { limit: 1 } }, ...(signal && { signal }) }));
    return page.events[0]?.position ?? 0;
}

async function readPage({ filters, range, order }: Whole, from: From, signal: AbortSignal): Promise<ListPage> {
    const period = from.period ?? times(range, new Date());
    const query: Query = {
        ...asParameters(filters, period),
        order,
        limit: PAGE,
        ...(from.cursor !== undefined && { cursor: from.cursor }),
        ...(from.before !== undefined && { before: from.before }),
    };
    const { events, next: cursor } = await ask(api.GET("/v1/events", { params: { query }, signal }));
    const isShort = cursor !== undefined && events.length < PAGE;
    let downTo = order === "desc" ? events.at(-1)?.position : undefined;
    if (isShort && order === "desc") {
        const below = from.below ?? (await headPosition(signal)) + 1;
        downTo = Math.max(0, below - WINDOW);
    }
    const next = cursor === undefined ? undefined : { period, cursor, ...(downTo !== undefined && { below: downTo }) };
    return { events, period, next, isShort, downTo };
}

const count = (pages: readonly ListPage[]) => pages.reduce((sum, page) => sum + page.events.length, 0);

/** The list of a visit. It stays as it is until it is asked for more. */
export function useEvents(visit: string | undefined, whole: Whole) {
    const queries = useQueryClient();
    const key = useMemo(() => ["events", "list", visit], [visit]);
    const list = useInfiniteQuery({
        queryKey: key,
        queryFn: ({ pageParam, signal }) => readPage(whole, pageParam, signal),
        initialPageParam: {} as From,
        getNextPageParam: (last, pages) => (count(pages) < ROWS_MAX ? last.next : undefined),
        enabled: visit !== undefined,
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: KEPT_FOR,
        refetchOnMount: false,
    });
    useEffect(() => {
        const lists = queries.getQueryCache().findAll({ queryKey: ["events", "list"], type: "inactive" });
        const oldestFirst = lists.toSorted((one, other) => one.state.dataUpdatedAt - other.state.dataUpdatedAt);
        for (const { queryKey } of oldestFirst.slice(0, -LISTS_MAX)) {
            queries.removeQueries({ queryKey, exact: true });
        }
    }, [queries, visit]);
    const pages = list.data?.pages;
    const rows = useMemo(() => unique(pages ?? []), [pages]);
    return { list, key, rows };
}

/** The events of pages, each once: by time, one that comes late may push another on to the next page. */
function unique(pages: readonly ListPage[]): Event[] {
    const seen = new Set<number>();
    return pages.flatMap(({ events }) =>
        events.filter(({ position }) => {
            const isNew = !seen.has(position);
            seen.add(position);
            return isNew;
        }),
    );
}

/** Pages with what has arrived on top, oldest first as it came. What the list has already is passed over. */
export function withArrived(kept: Pages, arrived: readonly Event[]): Pages {
    const [first, ...others] = kept.pages;
    if (first === undefined) {
        return kept;
    }
    const newest = newestOf(kept) ?? 0;
    const events = [...arrived.filter(({ position }) => position > newest).toReversed(), ...first.events];
    const last = events[LIVE_ROWS_MAX - 1];
    if (events.length <= LIVE_ROWS_MAX || last === undefined) {
        return { ...kept, pages: [{ ...first, events }, ...others] };
    }
    // What is left out is read again from there.
    const next: From = { period: first.period, before: last.position, below: last.position };
    const cut: ListPage = { ...first, events: events.slice(0, LIVE_ROWS_MAX), next, isShort: false, downTo: last.position };
    return { pages: [cut], pageParams: kept.pageParams.slice(0, 1) };
}

/** The newest position of the list, when it goes by position. */
export function newestOf(kept: Pick<Pages, "pages"> | undefined): number | undefined {
    return kept?.pages.find(({ events }) => events.length > 0)?.events[0]?.position;
}
