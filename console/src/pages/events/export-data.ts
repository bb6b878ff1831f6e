/** Exports: ordering one, following it, removing it. */
import { skipToken, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, ask, Refused, type Schemas } from "../../api";
import { type Filters, type Range, times } from "../../filter";

export type Export = Schemas["Export"];
export type Format = Schemas["ExportFormat"];
type Order = Schemas["ListOrder"];

/** Which events an export has. */
export interface Scope {
    filters: Filters;
    range: Range;
}

/** What is ordered. */
export interface ExportOf extends Scope {
    format: Format;
    order: Order;
}

/** The export of this page that was ordered last is kept under this key. */
const ORDERED = ["export", "ordered"];

interface Ordered {
    id: string;
    scope: Scope;
}

/** How often an export that is being written is looked at, in milliseconds. */
const LOOKED_AT_EVERY = 1000;
/** How often another link is fetched once it is written: each is good for 15 minutes. */
const LINK_EVERY = 10 * 60_000;

export const isWriting = ({ state }: Export) => state === "waiting" || state === "running";

/** The export that was ordered last and not removed since, wherever one was meanwhile. */
export function useOrdered() {
    const queries = useQueryClient();
    const { data: last } = useQuery<Ordered | null>({
        queryKey: ORDERED,
        queryFn: skipToken,
        initialData: null,
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: Number.POSITIVE_INFINITY,
    });
    const id = last?.id;
    const followed = useQuery({
        queryKey: ["export", id],
        queryFn:
            id === undefined
                ? skipToken
                : ({ signal }) => ask(api.GET("/v1/exports/{export_id}", { params: { path: { export_id: id } }, signal })),
        refetchInterval: ({ state: { data, error } }) => {
            if (error !== null) {
                return false;
            }
            return data === undefined || isWriting(data) ? LOOKED_AT_EVERY : LINK_EVERY;
        },
    });
    return {
        ordered: id === undefined ? undefined : followed,
        /** Which events it has. */
        scope: last?.scope,
        async order({ name, body, scope }: Request) {
            const params = { header: { "Idempotency-Key": name } };
            const made = await ask(api.POST("/v1/exports", { params, body }));
            queries.setQueryData(["export", made.id], made);
            queries.setQueryData<Ordered>(ORDERED, { id: made.id, scope });
        },
        /** Leaves it where it is, to order another one. */
        forget: () => queries.setQueryData(ORDERED, null),
        async remove() {
            if (id !== undefined) {
                await ask(api.DELETE("/v1/exports/{export_id}", { params: { path: { export_id: id } } }));
                queries.setQueryData(ORDERED, null);
            }
        },
    };
}

/** An order that can be repeated as it is: it is carried out once. */
export interface Request {
    name: string;
    body: Schemas["ExportToOrder"];
    scope: Scope;
}

/** Makes an order. What a filter cannot be is for the API to say. */
export function requestFor({ filters, range, format, order }: ExportOf): Request {
    return {
        name: `console-${Date.now()}-${Math.random().toString(36).slice(2)}`,
        body: { ...filters, ...times(range, new Date()), format, order } as Schemas["ExportToOrder"],
        scope: { filters, range },
    };
}

/** The address where the same comes at once, as a file that is not packed. */
export function directHref({ filters, range, format, order }: ExportOf): string {
    const query = new URLSearchParams({ ...filters, ...times(range, new Date()), order });
    return `/v1/events.${format}?${query.toString()}`;
}

/** Whether the operator has not said where exports are kept. */
export const areNotSetUp = (error: unknown) => error instanceof Refused && error.code === "exports_not_set_up";
