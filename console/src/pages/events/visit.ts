/** Visits: what makes a list begin anew, or be as it was left for who comes back by the browser's button. */
import { useLayoutEffect } from "react";
import { useHistoryState } from "wouter/use-browser-location";

/** What an entry of the browser's history knows of the list it shows. */
export interface Visit {
    visit: string;
    /** Whether it was made by opening an event over the list, so that going back closes it. */
    isOver?: boolean;
}

let visits = 0;

function another(): string {
    visits += 1;
    return `${Date.now().toString(36)}-${visits}`;
}

/** The visit that the entry of the history belongs to. An entry that belongs to none, as each that a link makes, begins one. */
export function useVisit(): Partial<Visit> {
    const state = useHistoryState<Partial<Visit> | null>();
    const isNew = state?.visit === undefined;
    useLayoutEffect(() => {
        const known: Partial<Visit> | null = window.history.state;
        if (isNew && known?.visit === undefined) {
            window.history.replaceState({ visit: another() } satisfies Visit, "");
        }
    }, [isNew]);
    return state ?? {};
}

/** How far the list of each visit was scrolled, in pixels. */
const places = new Map<string, number>();
/** Visits whose place is remembered. */
const PLACES_MAX = 50;

/** How far the list of a visit was scrolled. */
export const placeOf = (visit: string) => places.get(visit) ?? 0;

/** Remembers how far the list of a visit is scrolled. */
export function keepPlace(visit: string, offset: number): void {
    places.delete(visit);
    places.set(visit, offset);
    const [oldest] = places.keys();
    if (places.size > PLACES_MAX && oldest !== undefined) {
        places.delete(oldest);
    }
}
