/** What the overview asks for, and where its rows lead. */
import { type Asked, eventsHref, type FilterName, type Range, read, useAsked } from "../../filter";

const STANDARD: Range = { name: "24h" };
/** Statistics answer no more than 400 days: all that is kept may be more. */
const LONGEST: Range = { name: "90d" };

const shown = (range: Range): Range => ("name" in range && range.name === "all" ? LONGEST : range);

/** What an address asks for by its query. */
export function askedBy(query: URLSearchParams): Asked {
    const { filters, range } = read(query, STANDARD);
    return { filters, range: shown(range) };
}

/** What the address asks for, and the addresses that ask for something else. */
export function useOverview() {
    const asked = useAsked(STANDARD);
    const range = shown(asked.range);
    return {
        ...asked,
        range,
        /** The address of this page with one filter more; without it where it is asked for already. */
        toggled(name: FilterName, value: string): string {
            const { [name]: current, ...others } = asked.filters;
            return asked.href({ filters: current === value ? others : { ...others, [name]: value } });
        },
        /** The address of the events with one filter more. */
        events: (name: FilterName, value: string) => eventsHref({ ...asked.filters, [name]: value }, range),
    };
}
