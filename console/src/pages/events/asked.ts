/** What the page of events asks for, as it stands in its address. */
import { useMemo } from "react";
import { useLocation, useSearchParams } from "wouter";

import { type Asked, type Filters, type Range, useAsked } from "../../filter";
import type { Visit } from "./visit";

/** Without a period in the address, all that is kept: the newest stand on top in any case. */
const STANDARD: Range = { name: "all" };

/** Which way the list goes: by arrival in the log, or by when things happened. The newest is on top either way. */
export type Order = "desc" | "occurred";

/** All that the address of the page says. */
export interface Whole extends Asked {
    order: Order;
    /** Whether new events come in by themselves. */
    isLive: boolean;
}

/** What has just arrived belongs on top only by arrival, and only in a period that goes on. */
const mayBeLive = ({ order, range }: Pick<Whole, "order" | "range">) => order === "desc" && "name" in range;

/** What the page asks for, and how to ask for something else. */
export function useWhole() {
    const { filters, range, href: addressOf } = useAsked(STANDARD);
    const [query] = useSearchParams();
    const [, go] = useLocation();
    const order: Order = query.get("order") === "occurred" ? "occurred" : "desc";
    const canBeLive = mayBeLive({ order, range });
    const isLive = canBeLive && query.get("live") === "1";
    const event = query.get("event") ?? undefined;
    return useMemo(() => {
        const whole: Whole = { filters, range, order, isLive };
        /** The address of this page with something else asked for; no event is opened there, unless one is named. */
        function href(changed: Partial<Whole>, opened?: string): string {
            const next = { ...whole, ...changed };
            const others = new URLSearchParams();
            if (next.order !== "desc") {
                others.set("order", next.order);
            }
            if (next.isLive && mayBeLive(next)) {
                others.set("live", "1");
            }
            if (opened !== undefined) {
                others.set("event", opened);
            }
            const more = others.toString();
            return addressOf({ filters: next.filters, range: next.range }) + (more && `&${more}`);
        }
        return {
            ...whole,
            canBeLive,
            /** The event whose panel is open. */
            event,
            href,
            /** Asks for something else, which begins another list. */
            ask: (changed: Partial<Whole>) => go(href(changed)),
            /** Asks for something else without an entry in the history; with the visit, the list stays. */
            amend: (changed: Partial<Whole>, state?: Visit) => go(href(changed), { replace: true, state: state ?? null }),
            /** Adds filters to those that are there. */
            add: (more: Filters) => go(href({ filters: { ...filters, ...more } })),
        };
    }, [filters, range, order, isLive, canBeLive, event, addressOf, go]);
}
