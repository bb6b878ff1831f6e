/** What the list of sessions is asked for, as it stands in the address of the page. */
import { useMemo } from "react";
import { useLocation } from "wouter";

import type { Session } from "../../api";
import { useQueryOfAddress } from "../../filter";
import type { SessionFilters } from "./data";
import { STATES } from "./words";

const TEXTS = ["text", "ip", "user_id"] as const;

function isState(value: string | null): value is Session["state"] {
    return value !== null && Object.hasOwn(STATES, value);
}

/** What the query of the address asks for. Names that are not known are left out. */
function read(query: URLSearchParams): SessionFilters {
    const filters: SessionFilters = {};
    for (const name of TEXTS) {
        const given = query.get(name);
        // Spaces belong to the name of a user.
        const value = name === "user_id" ? given : given?.trim();
        if (value) {
            filters[name] = value;
        }
    }
    const state = query.get("state");
    if (isState(state)) {
        filters.state = state;
    }
    return filters;
}

/** The filters in the address, and how to ask for others. */
export function useSessionFilters() {
    const query = useQueryOfAddress();
    const [path, go] = useLocation();
    const filters = useMemo(() => read(query), [query]);
    return {
        filters,
        /** Asks for a filter, or without it. What is typed does not become a step of the browser's history. */
        set: (name: keyof SessionFilters, value: string) => {
            const query = new URLSearchParams({ ...filters, [name]: value });
            if (value === "") {
                query.delete(name);
            }
            go(query.size === 0 ? path : `${path}?${query.toString()}`, { replace: true });
        },
        /** Asks for everything. */
        clear: () => go(path, { replace: true }),
    };
}
